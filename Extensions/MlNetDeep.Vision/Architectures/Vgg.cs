using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// The VGG networks (Simonyan and Zisserman 2015, "Very Deep Convolutional Networks for Large-Scale Image Recognition"), torchvision's
/// <c>vgg11</c> to <c>vgg19_bn</c>: five stages of 3x3 convolutions, each followed by a 2x2 max pooling, and three dense layers.
/// </summary>
/// <remarks>As in torchvision the last image is averaged to 7 x 7 pixels, so that the dense layers fit images of any size.</remarks>
public sealed record Vgg : StandardArchitecture
{
    private const int PooledSize = 7;

    /// <summary>The number of layers with weights: 11, 13, 16 or 19, the paper's A, B, D and E. Default 16.</summary>
    public int Depth { get; init; } = 16;

    /// <summary>Whether batch normalisation follows each convolution, as in torchvision's <c>_bn</c>. Default false, as in the paper.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>The filters of the first stage, at least 1; the others have 2, 4, 8 and 8 times as many. Default 64.</summary>
    public int Filters { get; init; } = 64;

    /// <summary>The units of the two dense layers before the classifier, at least 1. Default 4096.</summary>
    public int Units { get; init; } = 4096;

    /// <summary>The dropout rate after each of these two, 0 to below 1. Default 0.5.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <inheritdoc/>
    public override int SmallestImage => 32;

    /// <inheritdoc/>
    public override string FeatureLayer => "classifier.5";

    /// <inheritdoc/>
    public override string HeadLayer => "classifier.6";

    internal override string DisplayName => BatchNorm ? $"VGG{Depth}-BN" : $"VGG{Depth}";

    internal override void CheckOptions()
    {
        Require(Depth is 11 or 13 or 16 or 19, $"Depth must be 11, 13, 16 or 19, is {Depth}");
        Require(Filters >= 1, $"Filters must be at least 1, is {Filters}");
        Require(Units >= 1, $"Units must be at least 1, is {Units}");
        RequireDropout(Dropout);
    }

    internal override IReadOnlyList<Node> Connect(Node image, int classes)
    {
        int[] convolutions = Depth switch
        {
            11 => [1, 1, 2, 2, 2],
            13 => [2, 2, 2, 2, 2],
            16 => [2, 2, 3, 3, 3],
            _ => [2, 2, 4, 4, 4],
        };
        // Torch counts the activations, which are part of the layer before them here.
        int index = 0;
        Node x = image;
        for (int stage = 0; stage < convolutions.Length; stage++)
        {
            for (int i = 0; i < convolutions[stage]; i++)
            {
                x = Convolution(x, index, Filters << Math.Min(stage, 3));
                index += BatchNorm ? 3 : 2;
            }
            x = x.Apply(new MaxPool2D(2) { Name = $"features.{index++}" });
        }
        x = x.Apply(new AdaptiveAveragePool2D(PooledSize) { Name = "avgpool" }).Apply(new Flatten());
        x = x.Apply(Dense("classifier.0", Units, ActivationFunction.Relu)).Apply(new Dropout((float)Dropout) { Name = "classifier.2" });
        x = x.Apply(Dense("classifier.3", Units, ActivationFunction.Relu)).Apply(new Dropout((float)Dropout) { Name = FeatureLayer });
        return [x.Apply(Dense(HeadLayer, classes, ActivationFunction.Linear))];
    }

    private Node Convolution(Node x, int index, int filters)
    {
        var convolution = new Conv2D(filters, 3) { Name = $"features.{index}", Padding = Padding.All(1), KernelInitializer = TorchInitializers.KaimingFanOut };
        // The bias before the norm is of no use, but torchvision's files have it.
        return BatchNorm
            ? x.Apply(convolution).Apply(new BatchNorm { Name = $"features.{index + 1}", Activation = ActivationFunction.Relu })
            : x.Apply(convolution with { Activation = ActivationFunction.Relu });
    }

    private static Dense Dense(string name, int units, ActivationFunction activation) =>
        new(units) { Name = name, Activation = activation, KernelInitializer = TorchInitializers.SmallNormal };
}
