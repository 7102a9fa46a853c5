namespace MlNetDeep.Networks;

/// <summary>
/// One cycle (Smith and Topin 2017, as in PyTorch's OneCycleLR): half a cosine up from 1 / <see cref="DivFactor"/> of the
/// optimizer's learning rate to all of it, then half a cosine down to almost nothing. Good accuracy in few epochs.
/// </summary>
public sealed record OneCycleSchedule : LearningRateSchedule
{
    /// <summary>The share of all steps in which the rate rises, in (0, 1); 0.3 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float RisingShare { get; init => field = Guard.Range(value, value is > 0 and < 1, "in (0, 1)"); } = 0.3f;

    /// <summary>The peak rate over the first rate, at least 1; 25 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float DivFactor { get; init => field = Guard.Range(value, float.IsFinite(value) && value >= 1, "finite and at least 1"); } = 25;

    /// <summary>The first rate over the last rate, at least 1; 10,000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float FinalDivFactor { get; init => field = Guard.Range(value, float.IsFinite(value) && value >= 1, "finite and at least 1"); } = 1e4f;

    /// <summary>True for straight lines instead of half cosines; false by default.</summary>
    public bool Linear { get; init; }

    /// <summary>True to fall to the first rate as long as it rose, and to almost nothing in what is left, as Smith described it; false by default.</summary>
    public bool ThreePhases { get; init; }

    /// <inheritdoc/>
    public override float At(long step, long totalSteps)
    {
        double first = 1.0 / DivFactor, last = first / FinalDivFactor;
        double peak = Math.Max(0, totalSteps * (double)RisingShare - 1), end = Math.Max(1, totalSteps - 1);
        if (step <= peak) return (float)Between(first, 1, peak == 0 ? 1 : step / peak);
        if (!ThreePhases) return (float)Between(1, last, Math.Min(1, (step - peak) / Math.Max(1e-9, end - peak)));
        double valley = Math.Max(peak, 2 * totalSteps * (double)RisingShare - 2);
        return step <= valley
            ? (float)Between(1, first, valley == peak ? 1 : (step - peak) / (valley - peak))
            : (float)Between(first, last, Math.Min(1, (step - valley) / Math.Max(1e-9, end - valley)));
    }

    private double Between(double from, double to, double progress) =>
        Linear ? from + (to - from) * progress : to + (from - to) * (1 + Math.Cos(Math.PI * progress)) / 2;
}
