namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>What the command measures.</summary>
/// <param name="Parts">The parts, by name; empty for all.</param>
/// <param name="Problems">The problems, by name; empty for all.</param>
/// <param name="Samplers">The samplers, by name; empty for all.</param>
/// <param name="Seeds">How many seeds each median is over.</param>
/// <param name="Data">The folder with the tables of real data; null to leave that part out.</param>
/// <param name="Smoke">Everything once, as short as can be, without the peers.</param>
internal sealed record TunerOptions(string[] Parts, string[] Problems, string[] Samplers, int Seeds, string? Data, bool Smoke)
{
    public bool Wants(string problem) => Problems.Length == 0 || Problems.Contains(problem);

    public bool WantsSampler(string sampler) => Samplers.Length == 0 || Samplers.Contains(sampler);

    public bool WantsPart(string part) => Parts.Length == 0 || Parts.Contains(part);
}
