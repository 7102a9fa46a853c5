namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void LeakyRelu() => LayerConformance.Verify(new LeakyRelu(), [9]);

    [Fact] public void LeakyRelu_with_a_slope() => LayerConformance.Verify(new LeakyRelu(0.01f), s_image);

    [Fact] public void PRelu() => LayerConformance.Verify(new PRelu(), s_image);

    [Fact]
    public void PRelu_with_everything() => LayerConformance.Verify(
        new PRelu { Shared = true, AlphaInitializer = "constant(0.5)", AlphaRegularizer = "l2(0.001)", AlphaConstraint = "non_negative" },
        [7]);

    [Fact] public void Elu() => LayerConformance.Verify(new Elu(), [9]);

    [Fact] public void Elu_with_an_alpha() => LayerConformance.Verify(new Elu(0.5f), [3, 4]);

    [Fact] public void Softmax() => LayerConformance.Verify(new Softmax(), [9]);

    [Fact] public void Softmax_of_another_axis() => LayerConformance.Verify(new Softmax(1), [4, 3, 2]);
}
