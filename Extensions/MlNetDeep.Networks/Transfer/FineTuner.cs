using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Transfer learning in two phases: first a new head is trained on the outputs of a pretrained backbone, which stays as it is, then the
/// backbone (or its last part) is trained too, at a smaller learning rate.
/// </summary>
/// <remarks>
/// <para>Training everything at once would let the large gradients of the random head destroy what the backbone has learned.</para>
/// <para>Which layers are frozen is decided by the phases alone; after <see cref="Fit"/>, however it ended, <see cref="NetworkLayer.Frozen"/>
/// and <see cref="NetworkLayer.LearningRateFactor"/> of all layers are what they were before.</para>
/// <para>The first phase trains the part of the network behind the backbone as a network of its own, which shares the weights. A
/// regulariser of a frozen layer has no part in its loss.</para>
/// </remarks>
/// <example>
/// <code>
/// Network network = pretrained.CutAt("avgpool").Append([new Dropout(0.2f), new Dense(5)]);
/// var tuner = new FineTuner(network, "avgpool", new SoftmaxCrossEntropy(), rate => new Adam(rate));
/// FineTuneResult result = tuner.Fit(flowers, new FineTuneOptions { FrozenEpochs = 5, Epochs = 10, UnfreezeFrom = "layer3.1.add" });
/// </code>
/// </example>
public sealed class FineTuner
{
    private const int MaxCachedNumbers = 1 << 28, Tried = 32, TriedEpochs = 8;

    // The second phase shuffles and augments anew: with the same seed its first epochs would repeat those of the first phase.
    private const ulong SecondPhaseSalt = 0x66696E6574756E65;

    private readonly Loss? _loss;
    private readonly IReadOnlyList<OutputLoss> _losses = [];
    private readonly Func<float, Optimizer> _optimizer;
    private readonly Network _backbone;
    private readonly Network _head;

    /// <summary>Creates a fine tuner for a network with one output.</summary>
    /// <param name="network">The backbone with its head; the weights are changed in place.</param>
    /// <param name="backboneEnd">The last layer of the backbone; everything computed from it is the head.</param>
    /// <param name="loss">What to minimise.</param>
    /// <param name="optimizer">Makes the optimizer of a phase for a learning rate, a new one in each call.</param>
    /// <exception cref="KeyNotFoundException">No layer has the name.</exception>
    /// <exception cref="ArgumentException">The network cannot be cut there: see <see cref="Network.CutAfter"/>.</exception>
    public FineTuner(Network network, string backboneEnd, Loss loss, Func<float, Optimizer> optimizer) : this(network, backboneEnd, optimizer)
    {
        ArgumentNullException.ThrowIfNull(loss);
        _loss = loss;
    }

    /// <summary>Creates a fine tuner for a network with several outputs.</summary>
    /// <param name="network">The backbone with its heads; the weights are changed in place.</param>
    /// <param name="backboneEnd">The last layer of the backbone; everything computed from it belongs to the heads.</param>
    /// <param name="losses">A loss for each output to train, in the order of the data set's <see cref="Dataset.Targets"/>.</param>
    /// <param name="optimizer">Makes the optimizer of a phase for a learning rate, a new one in each call.</param>
    /// <exception cref="KeyNotFoundException">No layer has the name.</exception>
    /// <exception cref="ArgumentException">The network cannot be cut there: see <see cref="Network.CutAfter"/>.</exception>
    public FineTuner(Network network, string backboneEnd, IReadOnlyList<OutputLoss> losses, Func<float, Optimizer> optimizer) : this(network, backboneEnd, optimizer)
    {
        ArgumentNullException.ThrowIfNull(losses);
        _losses = [.. losses];
    }

    private FineTuner(Network network, string backboneEnd, Func<float, Optimizer> optimizer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        Network = network;
        BackboneEnd = backboneEnd;
        _optimizer = optimizer;
        _head = network.CutAfter(backboneEnd);
        _backbone = network.CutAt(backboneEnd);
        if (network.UpTo(backboneEnd).FirstOrDefault(layer => network.From(backboneEnd).Contains(layer) && layer.Name != backboneEnd) is NetworkLayer both)
            throw new ArgumentException($"the layer '{both.Name}' is called both in the backbone and behind it, so the backbone cannot be frozen alone", nameof(backboneEnd));
        // In training mode a frozen network still drops and augments, but normalises by its running statistics.
        _backbone.Freeze();
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The last layer of the backbone.</summary>
    public string BackboneEnd { get; }

    /// <summary>What is measured of the first output beside the loss; null (the default) for what the loss suggests.</summary>
    public IReadOnlyList<Metric>? Metrics { get; init; }

    /// <summary>The callbacks of the first phase; none by default. The network that they see is the head alone.</summary>
    public IReadOnlyList<Callback> HeadCallbacks { get; init; } = [];

    /// <summary>Trains the network in two phases.</summary>
    /// <param name="training">The samples to learn from.</param>
    /// <param name="options">How long and in what manner; null for the defaults.</param>
    /// <param name="validation">Samples to measure on after each epoch; null for none.</param>
    /// <param name="callbacks">The callbacks of the second phase; null for none.</param>
    /// <param name="cancellationToken">Ends the training between two steps, in either phase.</param>
    /// <returns>The results of both phases.</returns>
    /// <exception cref="ArgumentException">A data set is empty or does not fit the network, or an option is out of its range.</exception>
    /// <exception cref="TrainingDivergedException">The loss or the gradients became infinite or not a number.</exception>
    /// <exception cref="OperationCanceledException">The token was signalled before anything was trained; later it ends the training as
    /// <see cref="Networks.Trainer.Fit"/> says, and no further phase begins.</exception>
    public FineTuneResult Fit(
        Dataset training, FineTuneOptions? options = null, Dataset? validation = null,
        IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        options ??= new FineTuneOptions();
        options.Validate(Network, BackboneEnd);
        TrainingOptions manner = options.Training;
        if (manner.ValidationSplit > 0)
        {
            if (validation is not null) throw new ArgumentException("both a validation set and TrainingOptions.ValidationSplit were given; give one of them", nameof(validation));
            // Split once, so that no sample of the validation is trained on in the other phase.
            (training, validation) = training.Split(manner.ValidationSplit, manner.Seed);
            manner = manner with { ValidationSplit = 0 };
        }

        bool cached = false;
        History? head = null, whole = null;
        if (options.FrozenEpochs > 0)
        {
            FeatureCache.Check(_backbone, training);
            cached = options.CacheFeatures ?? (Fits(training, validation) && !IsRandom(training, manner.Seed));
            Dataset features = Features(training);
            head = TrainHead(features, validation is null ? null : Features(validation));
        }
        if (options.Epochs > 0 && head?.Outcome != TrainingOutcome.Canceled) whole = TrainWhole();
        return new FineTuneResult(head, whole, cached);

        Dataset Features(Dataset source) =>
            cached ? FeatureCache.Compute(_backbone, source, Math.Min(manner.BatchSize, 64), cancellationToken) : new LiveFeatures(_backbone, source);

        History TrainHead(Dataset features, Dataset? validationFeatures)
        {
            _head.Unfreeze();
            if (_head.TrainableParameterCount == 0) throw new ArgumentException($"the head behind '{BackboneEnd}' has nothing to learn; set FrozenEpochs to 0");
            foreach (NetworkLayer layer in _head.Layers.Skip(1)) layer.LearningRateFactor = Network.GetLayer(layer.Name).LearningRateFactor;
            return Trainer(_head, options.HeadLearningRate)
                .Fit(features, manner with { Epochs = options.FrozenEpochs, Mixup = 0, CutMix = 0 }, validationFeatures, HeadCallbacks, cancellationToken);
        }

        History TrainWhole()
        {
            (NetworkLayer Layer, bool Frozen, float Factor)[] before = [.. Network.Layers.Select(layer => (layer, layer.Frozen, layer.LearningRateFactor))];
            try
            {
                UnfreezeBackbone(options);
                return Trainer(Network, options.HeadLearningRate)
                    .Fit(training, manner with { Epochs = options.Epochs, Seed = manner.Seed ^ SecondPhaseSalt }, validation, callbacks, cancellationToken);
            }
            finally
            {
                foreach ((NetworkLayer layer, bool frozen, float factor) in before)
                {
                    layer.Frozen = frozen;
                    layer.LearningRateFactor = factor;
                }
            }
        }
    }

    private void UnfreezeBackbone(FineTuneOptions options)
    {
        Network.Unfreeze();
        HashSet<NetworkLayer>? unfrozen = options.UnfreezeFrom is null ? null : Network.From(options.UnfreezeFrom);
        foreach (NetworkLayer layer in Network.UpTo(BackboneEnd))
        {
            layer.Frozen = unfrozen?.Contains(layer) == false || (options.FreezeBatchNorm && IsBatchNorm(layer.Layer));
            layer.LearningRateFactor *= options.BackboneLearningRateFactor;
        }
    }

    private static bool IsBatchNorm(Layer layer) => layer is BatchNorm || (layer is TimeDistributed each && IsBatchNorm(each.Layer));

    private Trainer Trainer(Network network, float learningRate)
    {
        Optimizer optimizer = _optimizer(learningRate);
        return _loss is null
            ? new Trainer(network, _losses, optimizer) { Metrics = Metrics ?? [] }
            : new Trainer(network, _loss, optimizer) { Metrics = Metrics ?? _loss.DefaultMetrics };
    }

    private bool Fits(Dataset training, Dataset? validation) =>
        ((long)training.Count + (validation?.Count ?? 0)) * _backbone.Outputs.Sum(output => (long)output.Shape.Count) <= MaxCachedNumbers;

    /// <summary>Whether the features of the first samples are others in some of the first epochs than in prediction.</summary>
    private bool IsRandom(Dataset data, ulong seed) => Enumerable.Range(1, TriedEpochs).Any(epoch => IsRandom(data, seed, epoch));

    private bool IsRandom(Dataset data, ulong seed, int epoch)
    {
        int[] indices = [.. Enumerable.Range(0, Math.Min(Tried, data.Count))];
        Batch plain = data.CreateBatch(indices.Length), trained = data.CreateBatch(indices.Length);
        data.Load(indices, default, plain);
        data.Load(indices, new LoadContext(Training: true, seed, epoch), trained);
        using IDisposable noGrad = Tensor.NoGrad();
        using StepScope scope = StepScope.Begin();
        return !Same(plain.Inputs, trained.Inputs)
            || plain.Outputs.Zip(trained.Outputs).Any(pair => !SameTarget(pair.First, pair.Second))
            || !Same(_backbone.Forward(plain.Inputs, ForwardContext.Inference), _backbone.Forward(plain.Inputs, new ForwardContext(Training: true, seed, Step: epoch)));

        static bool SameTarget(TargetData a, TargetData b) =>
            (a.Labels ?? []).AsSpan().SequenceEqual(b.Labels ?? []) && (a.Values is null || Same([a.Values], [b.Values!]));

        // NaN is the same as NaN here: it is no sign of chance.
        static bool Same(IReadOnlyList<Tensor> a, IReadOnlyList<Tensor> b) => a.Zip(b).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span));
    }
}
