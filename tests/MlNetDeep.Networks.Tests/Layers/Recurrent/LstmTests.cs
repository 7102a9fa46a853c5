using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class LstmTests
{
    [Fact] public void Sequences_are_PyTorchs() => RecurrentGolden.Check("lstm_seq", [new Lstm(5) { ReturnSequences = true }], ("lstm/", "_l0"));

    [Fact] public void The_last_state_is_PyTorchs() => RecurrentGolden.CheckState("lstm_seq", new Lstm(5), "lstm/");

    [Fact]
    public void Weights_start_as_in_Keras()
    {
        Network network = Network.Sequential([7, 3], [new Lstm(4)]);
        Assert.Equal(["lstm/kernel [3, 16]", "lstm/recurrent_kernel [4, 16]", "lstm/bias [16]"], network.Weights.Select(weight => weight.ToString()));
        Assert.Equal([0f, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], network.GetWeight("lstm/bias").Value.ToArray());
        Assert.Equal([true, true, false], network.Weights.Select(weight => weight.Decays));
        network = Network.Sequential([7, 3], [new Lstm(4) { UnitForgetBias = false, BiasInitializer = "constant(0.5)" }]);
        Assert.All(network.GetWeight("lstm/bias").Value.ToArray(), value => Assert.Equal(0.5f, value));
    }

    // Keras' own documentation counts 4 * ((features + units) * units + units).
    [Fact] public void Parameters_are_counted_as_in_Keras() => Assert.Equal(4 * ((8 + 4) * 4 + 4), Network.Sequential([10, 8], [new Lstm(4)]).ParameterCount);

    [Fact]
    public void Going_backwards_is_going_forward_over_the_turned_sequence()
    {
        Network forward = Network.Sequential([6, 3], [new Lstm(4) { ReturnSequences = true }], 3);
        Network backward = Network.Sequential([6, 3], [new Lstm(4) { ReturnSequences = true, GoBackwards = true }], 3);
        Tensor input = TestData.Random([2, 6, 3], 4);
        TestData.AssertSameBits(forward.Predict(Ops.Flip(input, [1])), backward.Predict(input));
        Network last = Network.Sequential([6, 3], [new Lstm(4) { GoBackwards = true }], 3);
        TestData.AssertSameBits(Ops.Slice(backward.Predict(input), 1, 5, 1).Reshape([2, 4]), last.Predict(input));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Padding_after_the_length_changes_nothing(bool backwards)
    {
        Network padded = WithLengths(new Lstm(4) { GoBackwards = backwards }, 6), whole = Network.Sequential([4, 3], [new Lstm(4) { GoBackwards = backwards }], 7);
        Tensor input = TestData.Random([2, 6, 3], 4);
        float[] expected = whole.Predict(Ops.Slice(input, 1, 0, 4)).ToArray(), actual = padded.Predict([input, Tensor.From([4, 4], [2, 1])])[0].ToArray();
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Outputs_after_the_length_are_zeros_and_no_length_leaves_the_state_at_zero()
    {
        Network network = WithLengths(new Lstm(2) { ReturnSequences = true }, 4);
        float[] output = network.Predict([TestData.Random([2, 4, 3], 4), Tensor.From([3, 0], [2, 1])])[0].ToArray();
        Assert.DoesNotContain(0f, output[..6]);
        Assert.All(output[6..], value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_prepared_network_predicts_the_same()
    {
        Node words = Network.Input([6]);
        Node state = new Bidirectional(new Lstm(3)).Call(words.Apply(new Embedding(9, 4) { MaskZero = true }), words.Apply(new SequenceLengths()));
        var network = new Network(words, state.Apply(new Dense(2)), 4);
        Tensor input = Tensor.From([3, 8, 1, 2, 0, 0, 5, 5, 5, 5, 5, 5], [2, 6]);
        float[] expected = network.Predict(input).ToArray(), actual = network.ForInference().Predict(input).ToArray();
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    private static Network WithLengths(Layer layer, int steps)
    {
        Node input = Network.Input([steps, 3]), lengths = Network.Input([1]);
        return new Network([input, lengths], [layer.Call(input, lengths)], 7);
    }
}
