using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class MlpTests
{
    [Fact]
    public void Layers_and_parameters_are_those_it_describes()
    {
        Network network = new Mlp { HiddenUnits = [8, 4], Dropout = 0.25, BatchNorm = true, Activation = "silu" }.Build([5], 3);
        Assert.Equal(["input", "hidden1", "norm1", "dropout1", "hidden2", "norm2", "dropout2", "output"], network.Layers.Select(layer => layer.Name));
        Assert.Equal(5 * 8 + 2 * 8 + 8 * 4 + 2 * 4 + 4 * 3 + 3, network.TrainableParameterCount);
        Assert.Equal(ActivationFunction.Silu, ((BatchNorm)network.GetLayer("norm2").Layer).Activation);
        Assert.Equal(0.25f, ((Dropout)network.GetLayer("dropout1").Layer).Rate);

        Network plain = new Mlp().Build([10], 2);
        Assert.Equal(["input", "hidden1", "hidden2", "output"], plain.Layers.Select(layer => layer.Name));
        Assert.Equal(10 * 128 + 128 + 128 * 64 + 64 + 64 * 2 + 2, plain.ParameterCount);
    }

    [Fact]
    public void Without_hidden_layers_it_is_linear_and_several_axes_are_flattened()
    {
        Network network = new Mlp { HiddenUnits = [], OutputActivation = "sigmoid" }.Build([2, 3], 1);
        Assert.Equal(7, network.ParameterCount);
        float output = network.Predict(Tensor.Zeros([4, 2, 3])).ToArray()[0];
        Assert.Equal(0.5f, output);
    }

    [Fact]
    public void Equal_options_are_equal()
    {
        Assert.Equal(new Mlp { HiddenUnits = [3, 2] }, new Mlp { HiddenUnits = new List<int> { 3, 2 } });
        Assert.Equal(new Mlp { HiddenUnits = [3, 2] }.GetHashCode(), new Mlp { HiddenUnits = new List<int> { 3, 2 } }.GetHashCode());
        Assert.NotEqual(new Mlp { HiddenUnits = [3, 2] }, new Mlp { HiddenUnits = [2, 3] });
        Assert.NotEqual(new Mlp { Dropout = 0.1 }, new Mlp());
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Contains("HiddenUnits; received 0", Assert.Throws<ArgumentException>(() => new Mlp { HiddenUnits = [4, 0] }.Build([3], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("Dropout of 0 to below 1; received 1.5", Assert.Throws<ArgumentException>(() => new Mlp { Dropout = 1.5 }.Build([3], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("at least 1 output; received 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Mlp().Build([3], 0)).Message, StringComparison.Ordinal);
        Assert.Contains("[features]; received []", Assert.Throws<ArgumentException>(() => new Mlp().Build([], 1)).Message, StringComparison.Ordinal);
    }
}
