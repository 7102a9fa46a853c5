using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class TimeDistributedTests
{
    [Fact]
    public void Each_step_goes_through_the_layer()
    {
        Network network = Network.Sequential([3, 4, 4, 2], [new TimeDistributed(new Conv2D(3, 3))], 5), one = Network.Sequential([4, 4, 2], [new Conv2D(3, 3)], 5);
        Assert.Equal([3, 2, 2, 3], network.OutputShape.ToArray());
        Assert.Equal(["time_distributed/kernel", "time_distributed/bias"], network.Weights.Select(weight => weight.Name));
        Tensor film = TestData.Random([2, 3, 4, 4, 2], 1), output = network.Predict(film);
        for (int step = 0; step < 3; step++)
        {
            Tensor expected = one.Predict(Ops.Squeeze(Ops.Slice(film, 1, step, 1), [1]));
            TestData.AssertSameBits(expected, Ops.Squeeze(Ops.Slice(output, 1, step, 1), [1]));
        }
    }

    [Fact]
    public void The_deepest_one_is_saved_and_loaded()
    {
        Layer deep = new Bidirectional(new Gru(2) { KernelConstraint = "unit_norm" });
        for (int i = 0; i < 8; i++) deep = new TimeDistributed(deep);
        Network network = Network.Sequential([1, 1, 1, 2, 1, 1, 1, 1, 3, 2], [deep]);
        using var stream = new MemoryStream();
        NetworkFile.Save(network, stream);
        stream.Position = 0;
        Network loaded = NetworkFile.Load(stream);
        Assert.Equal(deep, loaded.Layers[1].Layer with { Name = null });
        TestData.AssertSameBits(network, loaded);
    }

    [Fact]
    public void Layers_that_it_cannot_hold_are_refused()
    {
        Node input = Network.Input([3, 2]);
        Assert.Contains("other than an Input", Assert.Throws<ShapeException>(() => input.Apply(new TimeDistributed(new Input([2])))).Message, StringComparison.Ordinal);
        Assert.Contains("Units must be at least 1, is 0", Assert.Throws<ShapeException>(() => input.Apply(new TimeDistributed(new Dense(0)))).Message, StringComparison.Ordinal);
        Assert.Contains("at least one axis", Assert.Throws<ShapeException>(() => Network.Input([]).Apply(new TimeDistributed(new Flatten()))).Message, StringComparison.Ordinal);
        Layer deep = new Flatten();
        for (int i = 0; i < 9; i++) deep = new TimeDistributed(deep);
        Assert.Contains("at most 8 layers deep, is 9", Assert.Throws<ShapeException>(() => input.Apply(deep)).Message, StringComparison.Ordinal);
    }
}
