using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class RegularizerTests
{
    // |w|: 6.5, w^2: 1 + 4 + 12.25.
    [Theory]
    [InlineData("l1(0.1)", 0.65f, new float[] { 0.1f, -0.1f, 0, 0.1f })]
    [InlineData("l2(0.1)", 1.725f, new float[] { 0.2f, -0.4f, 0, 0.7f })]
    [InlineData("elastic_net(0.1,0.2)", 0.65f + 3.45f, new float[] { 0.5f, -0.9f, 0, 1.5f })]
    [InlineData("l1(0)", 0, new float[] { 0, 0, 0, 0 })]
    public void Penalty_and_gradient_by_hand(string text, float penalty, float[] gradient)
    {
        Tensor weight = Tensor.From([1, -2, 0, 3.5f], [2, 2]);
        weight.RequiresGrad = true;
        Tensor actual = Regularizer.Parse(text).Penalty(weight);
        Assert.Equal(1, actual.Count);
        Assert.Equal(penalty, actual.Item(), 1e-6f);
        actual.Backward();
        Assert.All(gradient.Zip(weight.Grad!.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Theory]
    [InlineData("l1(0.01)")]
    [InlineData("l2(0.0005)")]
    [InlineData("elastic_net(0.01,1E-05)")]
    [InlineData("l2(0)")]
    public void Text_round_trips(string text)
    {
        Regularizer regularizer = text;
        Assert.Equal(text, regularizer.ToString());
        Assert.Equal(regularizer, Regularizer.Parse(" " + text.ToUpperInvariant()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("l2")]
    [InlineData("l3(1)")]
    [InlineData("l2(a)")]
    [InlineData("l2(0.1,0.2)")]
    [InlineData("elastic_net(0.1)")]
    public void Other_texts_are_refused_with_the_list(string text) => Assert.StartsWith(
        $"'{text}' is not a regularizer; there are l1(strength), l2(strength), elastic_net(l1, l2)",
        Assert.Throws<ArgumentException>(() => Regularizer.Parse(text)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("l1(-1)", "Strength must be finite and at least 0, is -1")]
    [InlineData("l2(nan)", "Strength must be finite and at least 0, is NaN")]
    [InlineData("elastic_net(infinity,0)", "L1 must be finite and at least 0, is Infinity")]
    [InlineData("elastic_net(0,-0.5)", "L2 must be finite and at least 0, is -0.5")]
    public void Strengths_out_of_range_are_refused(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ArgumentOutOfRangeException>(() => Regularizer.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Training_adds_the_penalty_to_the_loss_and_to_the_gradient()
    {
        Network network = Network.Sequential([2], [new Dense(1) { UseBias = false, KernelRegularizer = "l2(0.5)", KernelInitializer = "constant(2)" }]);
        var data = new TensorDataset([Tensor.Zeros([4, 2])], null, Tensor.Zeros([4, 1]));
        // The data alone have no loss and no gradient: 0.5 * (2^2 + 2^2), then w - 0.1 * (2 * 0.5 * w).
        History history = new Trainer(network, new MeanSquaredError(), new Sgd(0.1f)).Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 4 });
        Assert.Equal(4, history.Epochs[0].Loss, 1e-5);
        Assert.All(network.Weights[0].Value.ToArray(), value => Assert.Equal(1.8f, value, 1e-6f));
    }

    [Fact]
    public void A_frozen_layer_has_no_penalty()
    {
        Network network = Network.Sequential([2], [new Dense(3) { KernelRegularizer = "l1(1)" }, new Dense(1)]);
        network.Layers[1].Frozen = true;
        float[] before = network.Layers[1].Weights[0].Value.ToArray();
        var data = new TensorDataset([Tensor.Zeros([4, 2])], null, Tensor.Zeros([4, 1]));
        History history = new Trainer(network, new MeanSquaredError(), new Sgd(0.1f)).Fit(data, new TrainingOptions { Epochs = 1 });
        Assert.Equal(0, history.Epochs[0].Loss, 1e-6);
        Assert.Equal(before, network.Layers[1].Weights[0].Value.ToArray());
    }
}
