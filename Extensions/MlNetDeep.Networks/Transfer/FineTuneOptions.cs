namespace MlNetDeep.Networks;

/// <summary>How a <see cref="FineTuner"/> trains.</summary>
public sealed record FineTuneOptions
{
    /// <summary>The epochs of the first phase, in which the head alone is trained, at least 0; 5 by default.</summary>
    public int FrozenEpochs { get; init; } = 5;

    /// <summary>The epochs of the second phase, in which the backbone is trained too, at least 0; 5 by default.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>The learning rate of the head in both phases, finite and at least 0; 0.001 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float HeadLearningRate { get; init => field = Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0"); } = 1e-3f;

    /// <summary>
    /// The learning rate of the backbone in the second phase as a share of that of the head, finite and at least 0; 0.1 by default. It is
    /// multiplied with the <see cref="NetworkLayer.LearningRateFactor"/> that a layer has already.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float BackboneLearningRateFactor { get; init => field = Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0"); } = 0.1f;

    /// <summary>
    /// The layer of the backbone from which on the second phase trains: it and the layers computed from it; those before it stay frozen.
    /// Null (the default) for the whole backbone. Of branches side by side only that of the layer is meant: for a whole residual block name
    /// the layer in front of it.
    /// </summary>
    public string? UnfreezeFrom { get; init; }

    /// <summary>
    /// True (the default) to keep the batch normalisation of the backbone frozen in the second phase as well: it goes on with the
    /// statistics of the data it was trained on, which small batches of new data would spoil.
    /// </summary>
    public bool FreezeBatchNorm { get; init; } = true;

    /// <summary>
    /// Whether the first phase computes the backbone's outputs once (see <see cref="FeatureCache"/> for the memory it takes) or in each epoch.
    /// Null (the default) to compute them once when neither the data set nor the backbone does anything random in training and they are
    /// 1 GB at most; whether something is random is tried out on the first 32 samples. True leaves augmentation out of the first phase.
    /// </summary>
    public bool? CacheFeatures { get; init; }

    /// <summary>
    /// The manner of both phases: batch size, seed, clipping, validation split, ... Its Epochs are replaced by <see cref="FrozenEpochs"/> and
    /// <see cref="Epochs"/>; a learning-rate schedule runs through in each phase. Mixup and cutmix, which are made for inputs and not for
    /// features, are left to the second phase.
    /// </summary>
    public TrainingOptions Training { get; init; } = new();

    internal void Validate(Network network, string backboneEnd)
    {
        Check(FrozenEpochs >= 0, nameof(FrozenEpochs), FrozenEpochs, "at least 0");
        Check(Epochs >= 0, nameof(Epochs), Epochs, "at least 0");
        Check(FrozenEpochs > 0 || Epochs > 0, nameof(Epochs), Epochs, "above 0 when FrozenEpochs is 0");
        ArgumentNullException.ThrowIfNull(Training);
        Training.Validate();
        if (UnfreezeFrom is not null && !network.UpTo(backboneEnd).Contains(network.GetLayer(UnfreezeFrom)))
            throw new ArgumentException($"FineTuneOptions.UnfreezeFrom must be a layer of the backbone, which ends at '{backboneEnd}', is '{UnfreezeFrom}'");
    }

    private static void Check(bool holds, string name, int value, string expected)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, $"FineTuneOptions.{name} must be {expected}, is {value}");
    }
}
