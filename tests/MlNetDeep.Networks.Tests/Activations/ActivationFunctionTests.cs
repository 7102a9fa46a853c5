using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class ActivationFunctionTests
{
    [Theory]
    [InlineData("relu", "relu")]
    [InlineData("SWISH", "silu")]
    [InlineData(" leaky_relu(0.1) ", "leaky_relu(0.1)")]
    [InlineData("elu", "elu(1)")]
    [InlineData("ReLU6", "relu6")]
    [InlineData("hard_sigmoid", "hard_sigmoid")]
    public void Names_parse(string text, string expected) => Assert.Equal(expected, ActivationFunction.Parse(text).ToString());

    [Theory]
    [InlineData("rectified")]
    [InlineData("relu(2)")]
    [InlineData("leaky_relu(x)")]
    [InlineData("")]
    public void An_unknown_name_is_refused_with_the_list(string text)
    {
        string message = Assert.Throws<ArgumentException>(() => ActivationFunction.Parse(text)).Message;
        Assert.Contains($"'{text}'", message, StringComparison.Ordinal);
        Assert.Contains("hard_swish", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Relu6_cuts_at_0_and_6() =>
        Assert.Equal([0f, 0f, 0.5f, 6f, 6f], ActivationFunction.Relu6.Apply(Tensor.From([-1f, 0f, 0.5f, 6f, 7f], [5])).ToArray());

    [Fact]
    public void Equal_functions_are_equal()
    {
        Assert.Equal(ActivationFunction.Silu, (ActivationFunction)"swish");
        Assert.Equal(ActivationFunction.LeakyRelu(0.2f), ActivationFunction.Parse("leaky_relu(0.2)"));
        Assert.NotEqual(ActivationFunction.LeakyRelu(0.2f), ActivationFunction.LeakyRelu());
    }

    [Fact]
    public void A_fused_relu_is_the_same_as_a_layer_of_its_own()
    {
        Tensor x = TestData.Random([4, 6, 6, 3], 1);
        Network fused = Network.Sequential([6, 6, 3], [new Conv2D(5, 3) { Activation = "relu" }, new BatchNorm { Activation = "relu" }, new Flatten(), new Dense(4) { Activation = "relu" }]);
        Network apart = Network.Sequential([6, 6, 3], [new Conv2D(5, 3), new Activation("relu"), new BatchNorm(), new Activation("relu"), new Flatten(), new Dense(4), new Activation("relu")]);
        Assert.Equal(fused.Predict(x).ToArray(), apart.Predict(x).ToArray());
    }

    [Fact]
    public void A_parameter_that_is_no_number_is_refused()
    {
        Assert.Contains("slope must be finite, is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => ActivationFunction.LeakyRelu(float.NaN)).Message, StringComparison.Ordinal);
        Assert.Contains("alpha must be finite", Assert.Throws<ArgumentOutOfRangeException>(() => ActivationFunction.Parse("elu(Infinity)")).Message, StringComparison.Ordinal);
    }
}
