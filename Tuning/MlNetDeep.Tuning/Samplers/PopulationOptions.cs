namespace MlNetDeep.Tuning;

/// <summary>How a <see cref="PopulationBasedSampler"/> trains its population.</summary>
public sealed record PopulationOptions
{
    /// <summary>The seed; null, the default, takes the study's.</summary>
    public long? Seed { get; init; }

    /// <summary>The members of the population, at least 2; default 10. At most so many trials run at a time.</summary>
    public int Size { get; init; } = 10;

    /// <summary>How many trials each member has, one after the other, at least 1; null (default): no end.</summary>
    public int? Generations { get; init; }

    /// <summary>Which part of the population is replaced by copies of as many of the best; above 0 and at most 0.5. Default 0.2.</summary>
    public double TruncationShare { get; init; } = 0.2;

    /// <summary>How likely a copied parameter is drawn anew instead of changed a little; from 0 to 1. Default 0.25.</summary>
    public double ResampleProbability { get; init; } = 0.25;

    /// <summary>By which factor copied numbers are multiplied or divided, above 1. Default 1.2.</summary>
    public double PerturbationFactor { get; init; } = 1.2;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Size, 2);
        if (Generations is { } generations) ArgumentOutOfRangeException.ThrowIfLessThan(generations, 1, nameof(Generations));
        if (!(TruncationShare is > 0 and <= 0.5)) throw new ArgumentOutOfRangeException(nameof(TruncationShare), TruncationShare, FormattableString.Invariant($"the share that is replaced must be above 0 and at most 0.5, but is {TruncationShare}"));
        if (!(ResampleProbability is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(ResampleProbability), ResampleProbability, FormattableString.Invariant($"a probability is from 0 to 1, not {ResampleProbability}"));
        if (!(PerturbationFactor > 1 && double.IsFinite(PerturbationFactor))) throw new ArgumentOutOfRangeException(nameof(PerturbationFactor), PerturbationFactor, FormattableString.Invariant($"the factor must be above 1, but is {PerturbationFactor}"));
    }
}
