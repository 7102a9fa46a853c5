using MlNetDeep.Tuning;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>A sampler in the comparison, with the rows of the baselines that it is held against.</summary>
internal sealed record TunerSampler(string Name, Func<ISampler> Create, params string[] Peers)
{
    public static IReadOnlyList<TunerSampler> All { get; } =
    [
        new("auto", () => new AutoSampler(), "opt_gp", "opt_tpe_mv(default)", "sl_smac"),
        new("random", () => new RandomSampler(), "opt_random", "sl_random"),
        new("qmc", () => new QmcSampler(), "opt_qmc"),
        new("tpe", () => new TpeSampler(), "opt_tpe_mv(default)", "opt_tpe_mv_group"),
        new("tpe univariate", () => new TpeSampler(new() { Multivariate = false }), "opt_tpe_univariate"),
        new("gaussian process", () => new GaussianProcessSampler(), "opt_gp", "sl_bayes"),
        new("smac", () => new SmacSampler(), "sl_smac", "ml_smac"),
        new("cma-es", () => new CmaEsSampler(), "opt_cmaes"),
        new("particle swarm", () => new ParticleSwarmSampler(), "sl_pso"),
        new("nelder-mead", () => new NelderMeadSampler(), "sl_nm"),
        new("cost-frugal", () => new CostFrugalSampler(), "ml_cfo", "ml_cfo_mid"),
    ];
}
