using MlNetDeep.Tuning;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>A sampler in the comparison, with the rows of the baselines that it is held against.</summary>
internal sealed record TunerSampler(string Name, Func<ISampler> Create, params string[] Peers)
{
    public static IReadOnlyList<TunerSampler> All { get; } =
    [
        new("random", () => new RandomSampler(), "opt_random"),
    ];
}
