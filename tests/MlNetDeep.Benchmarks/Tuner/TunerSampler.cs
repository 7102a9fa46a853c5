using MlNetDeep.Tuning;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>A sampler in the comparison, with the rows of the baselines that it is held against.</summary>
internal sealed record TunerSampler(string Name, Func<ISampler> Create, params string[] Peers)
{
    public static IReadOnlyList<TunerSampler> All { get; } =
    [
        new("random", () => new RandomSampler(), "opt_random"),
        new("tpe", () => new TpeSampler(), "opt_tpe_mv(default)", "opt_tpe_mv_group"),
        new("tpe-ungrouped", () => new TpeSampler(new() { Group = false }), "opt_tpe_mv(default)"),
        new("tpe-univariate", () => new TpeSampler(new() { Multivariate = false }), "opt_tpe_univariate"),
    ];
}
