using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// The AlexNet of torchvision (Krizhevsky 2014, "One weird trick for parallelizing convolutional neural networks"): five convolutions,
/// three of them followed by a max pooling, and three dense layers. <see cref="AlexNetOriginal"/> is the network of 2012.
/// </summary>
/// <remarks>As in torchvision the last image is averaged to 6 x 6 pixels, so that the dense layers fit images of any size.</remarks>
public sealed record AlexNet : StandardArchitecture
{
    private const int PooledSize = 6;

    /// <summary>The units of the two hidden dense layers, at least 1. Default 4096.</summary>
    public int Units { get; init; } = 4096;

    /// <summary>The dropout rate before each of the two hidden dense layers, 0 to below 1. Default 0.5.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <inheritdoc/>
    public override int SmallestImage => 63;

    /// <inheritdoc/>
    public override string FeatureLayer => "classifier.4";

    /// <inheritdoc/>
    public override string HeadLayer => "classifier.6";

    internal override void CheckOptions()
    {
        Require(Units >= 1, $"Units must be at least 1, is {Units}");
        RequireDropout(Dropout);
    }

    internal override IReadOnlyList<Node> Connect(Node image, int classes)
    {
        Node x = image.Apply(Convolution("features.0", 64, 11, padding: 2) with { Stride = 4 }).Apply(Pooling("features.2"));
        x = x.Apply(Convolution("features.3", 192, 5, padding: 2)).Apply(Pooling("features.5"));
        x = x.Apply(Convolution("features.6", 384, 3, padding: 1)).Apply(Convolution("features.8", 256, 3, padding: 1));
        x = x.Apply(Convolution("features.10", 256, 3, padding: 1)).Apply(Pooling("features.12"));
        x = x.Apply(new AdaptiveAveragePool2D(PooledSize) { Name = "avgpool" }).Apply(new Flatten());
        x = x.Apply(new Dropout((float)Dropout) { Name = "classifier.0" }).Apply(Dense("classifier.1", Units, ActivationFunction.Relu));
        x = x.Apply(new Dropout((float)Dropout) { Name = "classifier.3" }).Apply(Dense(FeatureLayer, Units, ActivationFunction.Relu));
        return [x.Apply(Dense(HeadLayer, classes, ActivationFunction.Linear))];
    }

    private static Conv2D Convolution(string name, int filters, int kernel, int padding) =>
        new(filters, kernel) { Name = name, Padding = Padding.All(padding), Activation = ActivationFunction.Relu, KernelInitializer = TorchInitializers.Linear };

    private static MaxPool2D Pooling(string name) => new(3) { Name = name, Stride = 2 };

    private static Dense Dense(string name, int units, ActivationFunction activation) =>
        new(units) { Name = name, Activation = activation, KernelInitializer = TorchInitializers.Linear };
}
