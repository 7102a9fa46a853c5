using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class InferencePlanTests
{
    private static Node Block(Node input, int filters, int stride, string activation)
    {
        var convolution = new Conv2D(filters, 3) { Padding = Padding.All(1), UseBias = false };
        Node main = input.Apply(convolution with { Stride = stride }).Apply(new BatchNorm { Activation = "relu" }).Apply(convolution with { }).Apply(new BatchNorm());
        Node shortcut = stride == 1 ? input : input.Apply(new Conv2D(filters, 1) { Stride = stride }).Apply(new BatchNorm());
        return new Add { Activation = activation }.Call(shortcut, main);
    }

    private static Network Residual()
    {
        Node input = Network.Input([12, 10, 3]);
        Node x = Block(Block(Block(input.Apply(new Conv2D(8, 3)), 8, 1, "relu"), 16, 2, "gelu"), 16, 1, "linear");
        return new Network(input, x.Apply(new GlobalAveragePool2D()).Apply(new Dense(4)), 3);
    }

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        for (int i = 0; i < expected.Count; i++) Assert.Equal(expected.Span[i], actual.Span[i], 1e-5f * Math.Max(1, Math.Abs(expected.Span[i])));
    }

    [Fact]
    public void Sums_are_computed_within_the_convolutions()
    {
        Network network = Residual();
        InferencePlan plan = network.ForInference();
        Tensor batch = TestData.Random([3, 12, 10, 3], 1);
        AssertClose(network.Predict(batch), plan.Predict(batch));
        Assert.DoesNotContain(plan.Network.Layers, layer => layer.Layer is Add or BatchNorm);
        Assert.Equal(network.InputShape, plan.InputShape);
        Assert.Equal(network.OutputShape, plan.OutputShape);
    }

    [Fact]
    public void A_sum_of_something_that_is_needed_elsewhere_stays()
    {
        Node input = Network.Input([6, 6, 4]);
        Node convolution = input.Apply(new Conv2D(4, 1));
        var network = new Network([input], [new Add().Call(convolution, input), new Add { Activation = "relu" }.Call(convolution, convolution)]);
        InferencePlan plan = network.ForInference();
        Tensor[] batch = [TestData.Random([2, 6, 6, 4], 1)];
        foreach ((Tensor expected, Tensor actual) in network.Predict(batch).Zip(plan.Predict(batch))) AssertClose(expected, actual);
        Assert.Equal(2, plan.Network.Layers.Count(layer => layer.Layer is Add));
    }

    [Fact]
    public void Sixteen_threads_predict_at_once()
    {
        InferencePlan plan = Residual().ForInference();
        Tensor[] batches = [.. Enumerable.Range(0, 16).Select(i => TestData.Random([1 + (i % 3), 12, 10, 3], (ulong)i))];
        float[][] expected = [.. batches.Select(batch => plan.Predict(batch).ToArray())];
        var wrong = new int[16];
        Thread[] threads = [.. Enumerable.Range(0, 16).Select(i => new Thread(() =>
        {
            for (int repeat = 0; repeat < 40; repeat++)
                if (!plan.Predict(batches[i]).Span.SequenceEqual(expected[i])) wrong[i]++;
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(wrong, count => Assert.Equal(0, count));
    }

    [Fact]
    public void A_layer_that_hands_its_input_on_does_not_end_its_life()
    {
        Node input = Network.Input([5]);
        Node dense = input.Apply(new Dense(5));
        Node same = dense.Apply(new HandsOn());
        var network = new Network([input], [new Add().Call(same, dense, same.Apply(new HandsOn())), same]);
        InferencePlan plan = network.ForInference();
        Tensor[] batch = [TestData.Random([2, 5], 1)];
        foreach ((Tensor expected, Tensor actual) in network.Predict(batch).Zip(plan.Predict(batch))) AssertClose(expected, actual);
        Assert.False(batch[0].Span.IsEmpty);
    }

    [Fact]
    public void Memory_is_used_again_within_a_prediction()
    {
        var layers = Enumerable.Range(0, 40).Select(_ => (Layer)new Dense(256) { Activation = "relu" });
        InferencePlan plan = Network.Sequential([256], [.. layers]).ForInference();
        Tensor batch = TestData.Random([64, 256], 1);
        Backend.Current.ReleaseUnusedMemory();
        long before = GC.GetAllocatedBytesForCurrentThread();
        plan.Predict(batch);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        // 40 values of 64 KB each; two of them live at once.
        Assert.InRange(allocated, 1, 10 * 64 * 1024);
    }

    [Fact]
    public void A_plan_outlives_the_step_it_was_made_in()
    {
        Network network = Residual();
        InferencePlan plan;
        using (StepScope.Begin()) plan = network.ForInference();
        Tensor batch = TestData.Random([2, 12, 10, 3], 1);
        AssertClose(network.Predict(batch), plan.Predict(batch));
    }

    [Fact]
    public void Errors_are_those_of_the_network()
    {
        InferencePlan plan = Residual().ForInference();
        string message = Assert.Throws<ShapeException>(() => plan.Predict(Tensor.Zeros([2, 12, 11, 3]))).Message;
        Assert.Contains("[N, 12, 10, 3]; received [2, 12, 11, 3]", message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => plan.Predict([]));
    }

    private sealed record HandsOn : Layer
    {
        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => inputs[0];

        public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) => inputs[0];
    }
}
