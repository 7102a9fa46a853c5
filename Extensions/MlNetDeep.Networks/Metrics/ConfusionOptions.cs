namespace MlNetDeep.Networks;

/// <summary>How a <see cref="ConfusionMatrix"/> reads the output of a network; the defaults are those of <see cref="Accuracy"/>.</summary>
public sealed record ConfusionOptions
{
    /// <summary>Whether each number of the output is a yes-or-no question of its own; false by default. See <see cref="ClassMetric.Binary"/>.</summary>
    public bool Binary { get; init; }

    /// <summary>Whether the output is logits; true by default, false for probabilities.</summary>
    public bool FromLogits { get; init; } = true;

    /// <summary>The probability above which the answer to a yes-or-no question is yes, in (0, 1); 0.5 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Threshold { get; init => field = Guard.Range(value, value is > 0 and < 1, "in (0, 1)"); } = 0.5f;

    /// <summary>The label of rows that count for nothing; null (the default) for none.</summary>
    public int? IgnoreLabel { get; init; }

    /// <summary>The number of samples that are computed at once, at least 1; 64 by default. It does not change the result.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(BatchSize), value, $"BatchSize must be at least 1, is {value}"); } = 64;
}
