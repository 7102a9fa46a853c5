namespace MlNetDeep.Networks;

/// <summary>How long and in what manner <see cref="Trainer.Fit"/> trains.</summary>
public sealed record TrainingOptions
{
    /// <summary>The number of passes over the training set, at least 1; 10 by default.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The number of samples in a step, at least 1; 32 by default. The last batch of an epoch may be smaller.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The seed of shuffling, dropout, augmentation and the validation split. The same seed gives the same bits.</summary>
    public ulong Seed { get; init; }

    /// <summary>True (the default) to train on the samples in a new random order in each epoch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// The share of the training set to keep for validation, in [0, 1); 0 (none) by default. The samples are chosen at random
    /// by the seed. Not together with a validation set.
    /// </summary>
    public float ValidationSplit { get; init; }

    /// <summary>The course of the learning rate; null (the default) for the optimizer's learning rate throughout.</summary>
    public LearningRateSchedule? LearningRateSchedule { get; init; }

    /// <summary>
    /// The largest Euclidean norm of all gradients together, above 0; longer gradients are scaled down (Pascanu et al. 2013).
    /// Null (the default) for no limit.
    /// </summary>
    public float? GradientClipNorm { get; init; }

    /// <summary>
    /// The share of an exponential moving average of the weights that a step keeps, in (0, 1), for example 0.999; null (the
    /// default) for no average. The average is what is validated and what the network holds after the training.
    /// </summary>
    public float? WeightAverageDecay { get; init; }

    /// <summary>
    /// The number of batches loaded ahead on another thread, at least 0; 2 by default. 0 loads on the training thread. The
    /// result does not depend on it.
    /// </summary>
    public int Prefetch { get; init; } = 2;

    internal void Validate()
    {
        Check(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Check(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Check(ValidationSplit is >= 0 and < 1, nameof(ValidationSplit), ValidationSplit, "in [0, 1)");
        Check(GradientClipNorm is null or > 0, nameof(GradientClipNorm), GradientClipNorm, "above 0, or null");
        Check(WeightAverageDecay is null or (> 0 and < 1), nameof(WeightAverageDecay), WeightAverageDecay, "in (0, 1), or null");
        Check(Prefetch >= 0, nameof(Prefetch), Prefetch, "at least 0");
    }

    private static void Check(bool holds, string name, object? value, string expected)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"TrainingOptions.{name} must be {expected}, is {value}"));
    }
}
