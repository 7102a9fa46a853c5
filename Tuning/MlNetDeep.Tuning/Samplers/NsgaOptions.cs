namespace MlNetDeep.Tuning;

/// <summary>How <see cref="NsgaIISampler"/> and <see cref="NsgaIIISampler"/> breed.</summary>
public sealed record NsgaOptions
{
    /// <summary>The seed; null, the default, takes the study's.</summary>
    public long? Seed { get; init; }

    /// <summary>The trials of a generation, at least 4; default 50.</summary>
    public int PopulationSize { get; init; } = 50;

    /// <summary>How the numbers of parents are combined. Default <see cref="Tuning.Crossover.Uniform"/>.</summary>
    public Crossover Crossover { get; init; }

    /// <summary>How likely a child has several parents rather than one, from 0 to 1; default 0.9.</summary>
    public double CrossoverProbability { get; init; } = 0.9;

    /// <summary>How likely each parameter of a child mutates, from 0 to 1; null (default): one parameter of each child on average.</summary>
    public double? MutationProbability { get; init; }

    /// <summary>How near mutated numbers stay: the index of polynomial mutation (Deb and Goyal 1996), at least 0; default 20.</summary>
    public double MutationIndex { get; init; } = 20;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PopulationSize, 4);
        if (!Enum.IsDefined(Crossover)) throw new ArgumentOutOfRangeException(nameof(Crossover), Crossover, $"there is no crossover {(int)Crossover}");
        CheckProbability(CrossoverProbability, nameof(CrossoverProbability));
        CheckProbability(MutationProbability ?? 0, nameof(MutationProbability));
        if (!(MutationIndex >= 0)) throw new ArgumentOutOfRangeException(nameof(MutationIndex), MutationIndex, FormattableString.Invariant($"the index of the mutation is at least 0, not {MutationIndex}"));
    }

    private static void CheckProbability(double value, string name)
    {
        if (!(value is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is a probability from 0 to 1, not {value}"));
    }
}
