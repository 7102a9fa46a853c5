namespace MlNetDeep.Networks;

/// <summary>How long and in what manner <see cref="Trainer.Fit"/> trains.</summary>
public sealed record TrainingOptions
{
    /// <summary>The <see cref="BatchSize"/> that takes the whole training set in one step.</summary>
    public const int FullBatch = int.MaxValue;

    /// <summary>The number of passes over the training set, at least 1; 10 by default.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>
    /// The number of samples in a batch, at least 1; 32 by default. The last batch of an epoch may be smaller. 1 is stochastic, and
    /// <see cref="FullBatch"/> full-batch gradient descent.
    /// </summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// The number of batches whose gradients one step of the optimizer takes together, at least 1; 1 by default. The step is that of one
    /// batch with all their samples (but batch normalisation sees each batch alone), in the memory of one.
    /// </summary>
    public int AccumulatedBatches { get; init; } = 1;

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
    /// A factor for the loss of the samples of each class, finite and at least 0, for example the inverse of its frequency; null (the
    /// default) for none. It regards training only and multiplies with sample weights, as <c>class_weight</c> in Keras: a step is as much
    /// larger as the samples of its batch weigh more than 1 on average. Not for trainers with losses for several outputs; there
    /// <see cref="ClassificationLoss.ClassWeights"/> of one loss serves.
    /// </summary>
    public IReadOnlyList<float>? ClassWeights { get; init; }

    /// <summary>
    /// The alpha of mixup (Zhang et al. 2018), at least 0; 0 (the default) for none, 0.2 is usual. Each training batch is blended with its
    /// samples in another order: inputs and losses, by a share from the distribution Beta(alpha, alpha). Needs losses, not a step function.
    /// </summary>
    public float Mixup { get; init; }

    /// <summary>
    /// The alpha of cutmix (Yun et al. 2019), at least 0; 0 (the default) for none, 1 is usual. A rectangle of each training image is
    /// replaced by that of another, losses by area. Inputs must be images [height, width, channels]. With mixup as well, a coin decides
    /// for each batch.
    /// </summary>
    public float CutMix { get; init; }

    /// <summary>
    /// The number of batches loaded ahead on another thread, at least 0; 2 by default. 0 loads on the training thread. The
    /// result does not depend on it.
    /// </summary>
    public int Prefetch { get; init; } = 2;

    internal void Validate()
    {
        Check(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Check(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Check(AccumulatedBatches >= 1, nameof(AccumulatedBatches), AccumulatedBatches, "at least 1");
        Check(Mixup >= 0 && float.IsFinite(Mixup), nameof(Mixup), Mixup, "finite and at least 0");
        Check(CutMix >= 0 && float.IsFinite(CutMix), nameof(CutMix), CutMix, "finite and at least 0");
        foreach (float weight in ClassWeights ?? []) Check(weight >= 0 && float.IsFinite(weight), nameof(ClassWeights), weight, "finite and at least 0");
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
