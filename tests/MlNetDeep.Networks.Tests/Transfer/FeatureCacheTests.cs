using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class FeatureCacheTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void Features_are_the_outputs_of_the_backbone_in_the_order_of_the_source(int batchSize)
    {
        Network backbone = TestData.ConvNet().CutAt("global_average_pool2d", "conv2d_1");
        TensorDataset source = TestData.Bars(23, 1);
        TensorDataset features = FeatureCache.Compute(backbone, source, batchSize);
        Assert.Equal(23, features.Count);
        Assert.Equal(["[8]", "[2, 2, 8]"], features.InputShapes.Select(shape => shape.ToString()));
        int[] order = [.. Enumerable.Range(0, 23).Reverse()];
        Batch from = source.CreateBatch(23), to = features.CreateBatch(23);
        source.Load(order, default, from);
        features.Load(order, default, to);
        Assert.Equal(from.Labels, to.Labels);
        IReadOnlyList<Tensor> expected = backbone.Predict(from.Inputs);
        for (int i = 0; i < 2; i++) TestData.AssertSameBits(expected[i], to.Inputs[i]);
    }

    [Fact]
    public void Targets_come_along()
    {
        Network backbone = Network.Sequential([3], [new Dense(2) { Activation = "tanh" }]);
        Tensor targets = TestData.Random([10, 2, 2], 5);
        TensorDataset features = FeatureCache.Compute(backbone, new TensorDataset(TestData.Random([10, 3], 4), targets), 4);
        Batch batch = features.CreateBatch(10);
        features.Load([.. Enumerable.Range(0, 10)], default, batch);
        TestData.AssertSameBits(targets, batch.Targets!);
        Assert.Null(batch.Labels);
    }

    [Fact]
    public void All_targets_and_the_sample_weights_come_along()
    {
        Network backbone = Network.Sequential([3], [new Dense(2)]);
        float[] weights = [.. Enumerable.Range(0, 10).Select(i => i / 4f)];
        int[] labels = [.. Enumerable.Range(0, 10)];
        Tensor values = TestData.Random([10, 2], 5);
        var source = new TensorDataset([TestData.Random([10, 3], 4)], [labels, values]) { SampleWeights = weights };
        TensorDataset features = FeatureCache.Compute(backbone, source, 3);
        Batch batch = features.CreateBatch(10);
        features.Load([.. Enumerable.Range(0, 10)], default, batch);
        Assert.Equal(labels, batch.Outputs[0].Labels);
        TestData.AssertSameBits(values, batch.Outputs[1].Values!);
        Assert.Equal(weights, batch.SampleWeights);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Network backbone = TestData.ConvNet().CutAt("conv2d");
        Assert.Contains("is empty", Assert.Throws<ArgumentException>(() => FeatureCache.Compute(backbone, TestData.Bars(3, 1).Subset([]))).Message, StringComparison.Ordinal);
        Assert.Contains("samples of shape [2]; the backbone's input is [8, 8, 1]", Assert.Throws<ArgumentException>(() => FeatureCache.Compute(backbone, TestData.Xor())).Message, StringComparison.Ordinal);
        Assert.Contains("batches of type BoxBatch", Assert.Throws<ArgumentException>(() => FeatureCache.Compute(backbone, new Boxes())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureCache.Compute(backbone, TestData.Bars(3, 1), 0));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => FeatureCache.Compute(backbone, TestData.Bars(3, 1), 1, source.Token));
    }

    private sealed class BoxBatch(IReadOnlyList<Tensor> inputs) : Batch(inputs);

    private sealed class Boxes : Dataset
    {
        public override int Count => 1;

        public override IReadOnlyList<Shape> InputShapes => [[8, 8, 1]];

        public override Batch CreateBatch(int count) => new BoxBatch([Tensor.Zeros([count, 8, 8, 1])]);

        public override void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch) => throw new NotSupportedException();
    }
}
