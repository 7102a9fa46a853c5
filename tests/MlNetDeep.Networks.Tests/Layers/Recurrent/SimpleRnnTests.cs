using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class SimpleRnnTests
{
    [Fact] public void Sequences_are_PyTorchs() => RecurrentGolden.Check("rnn_tanh_seq", [new SimpleRnn(5) { ReturnSequences = true }], ("simple_rnn/", "_l0"));

    [Fact] public void The_last_state_is_PyTorchs() => RecurrentGolden.CheckState("rnn_tanh_seq", new SimpleRnn(5), "simple_rnn/");

    [Fact]
    public void Relu_by_hand()
    {
        Network network = Network.Sequential([3, 1], [new SimpleRnn(1) { Activation = "relu", ReturnSequences = true, KernelInitializer = "ones", RecurrentInitializer = "identity(2)", BiasInitializer = "constant(-1)" }]);
        // relu(1 - 1 + 0), relu(3 - 1 + 0), relu(-2 - 1 + 4)
        Assert.Equal([0f, 2f, 1f], network.Predict(Tensor.From([1, 3, -2], [1, 3, 1])).ToArray());
    }

    [Fact]
    public void Weights_are_those_of_Keras()
    {
        Network network = Network.Sequential([7, 3], [new SimpleRnn(4)]);
        Assert.Equal(["simple_rnn/kernel [3, 4]", "simple_rnn/recurrent_kernel [4, 4]", "simple_rnn/bias [4]"], network.Weights.Select(weight => weight.ToString()));
        Assert.Equal([4], network.OutputShape.ToArray());
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Equal("simple_rnn (SimpleRnn): Units must be from 1 to 536870911, is 0", Refused(new SimpleRnn(0), [3, 2]));
        Assert.Equal("simple_rnn (SimpleRnn): Activation must be tanh or relu, is sigmoid", Refused(new SimpleRnn(2) { Activation = "sigmoid" }, [3, 2]));
        Assert.Equal("simple_rnn (SimpleRnn): expects [steps, features] and, as a second input if any, lengths [1]; received [3]", Refused(new SimpleRnn(2), [3]));
        Assert.Contains("received [3, 2] and [2]", Refused(new SimpleRnn(2), [3, 2], [2]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, "4")]
    [InlineData(-1, "-1")]
    [InlineData(1.5f, "1.5")]
    [InlineData(float.NaN, "NaN")]
    public void A_length_that_is_none_names_the_sample(float length, string text)
    {
        Node input = Network.Input([3, 2]), lengths = Network.Input([1]);
        var network = new Network([input, lengths], [new SimpleRnn(2).Call(input, lengths)]);
        string message = Assert.Throws<ShapeException>(() => network.Predict([Tensor.Zeros([2, 3, 2]), Tensor.From([3, length], [2, 1])])).Message;
        Assert.Equal($"simple_rnn (SimpleRnn): lengths must be whole numbers from 0 to 3, that of sample 1 is {text}", message);
    }

    private static string Refused(Layer layer, params Shape[] shapes) =>
        Assert.Throws<ShapeException>(() => layer.Call([.. shapes.Select(shape => Network.Input(shape))])).Message;
}
