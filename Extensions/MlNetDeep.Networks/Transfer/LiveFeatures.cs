using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The outputs of a frozen backbone, computed whenever a batch is loaded: for samples that are augmented, or a backbone that augments or
/// drops itself, so that they differ in each epoch.
/// </summary>
internal sealed class LiveFeatures : Dataset
{
    private readonly Network _backbone;
    private readonly Dataset _source;

    public LiveFeatures(Network backbone, Dataset source)
    {
        FeatureCache.Check(backbone, source);
        _backbone = backbone;
        _source = source;
    }

    public override int Count => _source.Count;

    public override IReadOnlyList<Shape> InputShapes => [.. _backbone.Outputs.Select(output => output.Shape)];

    public override bool HasLabels => _source.HasLabels;

    public override Shape? TargetShape => _source.TargetShape;

    public override IReadOnlyList<TargetSpec> Targets => _source.Targets;

    public override bool HasSampleWeights => _source.HasSampleWeights;

    public override Batch CreateBatch(int count)
    {
        Batch source = _source.CreateBatch(count);
        return new FeatureBatch([.. InputShapes.Select(shape => Tensor.Zeros([count, .. shape.Dimensions]))], source);
    }

    public override void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch)
    {
        var features = (FeatureBatch)batch;
        _source.Load(indices, context, features.Source);
        features.SampleWeights = features.Source.SampleWeights;
        // Each sample begins one batch of an epoch at most, so the step tells all batches apart.
        var forward = new ForwardContext(context.Training, context.Seed, (long)context.Epoch * Count + indices[0]);
        using IDisposable noGrad = Tensor.NoGrad();
        using StepScope scope = StepScope.Begin();
        foreach ((Tensor output, Tensor feature) in _backbone.Forward(features.Source.Inputs, forward).Zip(features.Inputs)) feature.CopyFrom(output.Span);
    }

    /// <summary>Features with the labels, targets and weights of the batch they are computed from.</summary>
    private sealed class FeatureBatch : Batch
    {
        public FeatureBatch(IReadOnlyList<Tensor> features, Batch source) : base(features, source.Outputs)
        {
            Source = source;
            SampleWeights = source.SampleWeights;
        }

        public Batch Source { get; }
    }
}
