using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class BidirectionalTests
{
    [Fact]
    public void Two_layers_are_PyTorchs() => RecurrentGolden.Check(
        "lstm_bi_2layer",
        [new Bidirectional(new Lstm(5) { ReturnSequences = true }), new Bidirectional(new Lstm(5) { ReturnSequences = true })],
        ("bidirectional/forward_", "_l0"), ("bidirectional/backward_", "_l0_reverse"), ("bidirectional_1/forward_", "_l1"), ("bidirectional_1/backward_", "_l1_reverse"));

    [Fact]
    public void Weights_have_the_direction_in_their_names()
    {
        Network network = Network.Sequential([7, 3], [new Bidirectional(new SimpleRnn(4) { UseBias = false })]);
        Assert.Equal(
            ["bidirectional/forward_kernel", "bidirectional/forward_recurrent_kernel", "bidirectional/backward_kernel", "bidirectional/backward_recurrent_kernel"],
            network.Weights.Select(weight => weight.Name));
        Assert.NotEqual(network.Weights[0].Value.ToArray(), network.Weights[2].Value.ToArray());
    }

    [Theory]
    [InlineData(BidirectionalMerge.Concatenate, new float[] { 3, 6 })]
    [InlineData(BidirectionalMerge.Sum, new float[] { 9 })]
    [InlineData(BidirectionalMerge.Multiply, new float[] { 18 })]
    [InlineData(BidirectionalMerge.Average, new float[] { 4.5f })]
    public void Merges_by_hand(BidirectionalMerge merge, float[] expected)
    {
        var layer = new Bidirectional(new SimpleRnn(1) { Activation = "relu", KernelInitializer = "ones", RecurrentInitializer = "ones" }) { Merge = merge };
        Network network = Network.Sequential([2, 1], [layer]);
        network.GetWeight("bidirectional/backward_kernel").Value.Span.Fill(2);
        Assert.Equal(expected, network.Predict(Tensor.From([1, 2], [1, 2, 1])).ToArray());
    }

    [Fact]
    public void Sequences_of_the_backward_direction_stay_at_their_steps()
    {
        var layer = new Bidirectional(new SimpleRnn(1) { Activation = "relu", KernelInitializer = "ones", RecurrentInitializer = "ones", ReturnSequences = true });
        Assert.Equal([1f, 6f, 3f, 5f, 6f, 3f], Network.Sequential([3, 1], [layer]).Predict(Tensor.From([1, 2, 3], [1, 3, 1])).ToArray());
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Node input = Network.Input([3, 2]);
        Assert.Contains("Units must be from 1", Assert.Throws<ShapeException>(() => input.Apply(new Bidirectional(new Gru(0)))).Message, StringComparison.Ordinal);
        Assert.Contains("must not have GoBackwards", Assert.Throws<ShapeException>(() => input.Apply(new Bidirectional(new Gru(2) { GoBackwards = true }))).Message, StringComparison.Ordinal);
        Assert.Contains("Merge must be a BidirectionalMerge, is 9", Assert.Throws<ShapeException>(() => input.Apply(new Bidirectional(new Gru(2)) { Merge = (BidirectionalMerge)9 })).Message, StringComparison.Ordinal);
        Assert.Contains("Layer must not be null", Assert.Throws<ShapeException>(() => input.Apply(new Bidirectional(null!))).Message, StringComparison.Ordinal);
    }
}
