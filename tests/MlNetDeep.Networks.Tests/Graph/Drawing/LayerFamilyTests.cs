using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class LayerFamilyTests
{
    [Fact]
    public void A_layer_finds_its_family_by_its_name()
    {
        (Layer Layer, string Family)[] expected =
        [
            (new Input([1]), "input"), (new Conv2D(1, 1), "convolution"), (new GlobalAveragePool2D(), "pooling"), (new BatchNorm(), "normalisation"),
            (new Dropout(0.1f), "regularisation"), (new Dense(1), "dense"), (new Add(), "merging"), (new Concatenate(), "merging"),
            (new Activation("relu"), "activation"), (new Flatten(), "reshaping"), (new MyZeroPadding(), "reshaping"),
            (new MyRandomCropping(), "augmentation"), (new Mine(), "other"),
        ];
        foreach ((Layer layer, string family) in expected) Assert.Equal(family, LayerFamily.Of(layer).Name);
        Assert.Equal(expected.Select(each => each.Family).Distinct().Count(), expected.Select(each => LayerFamily.Of(each.Layer).Color).Distinct().Count());
    }

    private record Mine : Layer
    {
        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => inputs[0];

        public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) => inputs[0];
    }

    private sealed record MyZeroPadding : Mine;

    private sealed record MyRandomCropping : Mine;
}
