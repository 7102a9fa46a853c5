using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// The network that won ImageNet 2012 (Krizhevsky, Sutskever and Hinton 2012, "ImageNet Classification with Deep Convolutional Neural
/// Networks"), with its local response normalisation and its convolutions of two groups, one for each graphics card. For images of 224
/// or 227 pixels it has 60,965,224 parameters with 1000 classes. <see cref="AlexNet"/> is the later network that torchvision has.
/// </summary>
/// <remarks>
/// Layers have Caffe's names, conv1 to fc8. The first convolution is padded by 2 pixels: the 55 x 55 pixels that the paper has after
/// it do not come out of 224 otherwise. The biases of conv2, conv4, conv5 and of the hidden dense layers start from 1, as in the paper. The number of inputs of fc6 depends on the size of the images.
/// </remarks>
public sealed record AlexNetOriginal : StandardArchitecture
{
    /// <summary>The units of the two hidden dense layers, at least 1. Default 4096.</summary>
    public int Units { get; init; } = 4096;

    /// <summary>The dropout rate after each of the two hidden dense layers, 0 to below 1. Default 0.5.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <inheritdoc/>
    public override int SmallestImage => 63;

    /// <inheritdoc/>
    public override string FeatureLayer => "drop7";

    /// <inheritdoc/>
    public override string HeadLayer => "fc8";

    internal override void CheckOptions()
    {
        Require(Units >= 1, $"Units must be at least 1, is {Units}");
        RequireDropout(Dropout);
    }

    internal override IReadOnlyList<Node> Connect(Node image, int classes)
    {
        Node x = image.Apply(Convolution("conv1", 96, 11, padding: 2) with { Stride = 4 }).Apply(Norm("norm1")).Apply(Pooling("pool1"));
        x = x.Apply(Convolution("conv2", 256, 5, padding: 2, groups: 2, bias: 1)).Apply(Norm("norm2")).Apply(Pooling("pool2"));
        x = x.Apply(Convolution("conv3", 384, 3, padding: 1)).Apply(Convolution("conv4", 384, 3, padding: 1, groups: 2, bias: 1));
        x = x.Apply(Convolution("conv5", 256, 3, padding: 1, groups: 2, bias: 1)).Apply(Pooling("pool5")).Apply(new Flatten());
        x = x.Apply(Hidden("fc6")).Apply(new Dropout((float)Dropout) { Name = "drop6" });
        x = x.Apply(Hidden("fc7")).Apply(new Dropout((float)Dropout) { Name = FeatureLayer });
        return [x.Apply(new Dense(classes) { Name = HeadLayer, KernelInitializer = TorchInitializers.SmallNormal })];
    }

    private static Conv2D Convolution(string name, int filters, int kernel, int padding, int groups = 1, float bias = 0) => new(filters, kernel)
    {
        Name = name,
        Padding = Padding.All(padding),
        Groups = groups,
        Activation = ActivationFunction.Relu,
        KernelInitializer = TorchInitializers.SmallNormal,
        BiasInitializer = new Constant(bias),
    };

    // The paper's k = 2, n = 5, alpha = 1e-4, beta = 0.75. Its alpha is not divided by n as here.
    private static LocalResponseNorm Norm(string name) => new() { Name = name, Alpha = 5e-4f, K = 2 };

    private static MaxPool2D Pooling(string name) => new(3) { Name = name, Stride = 2 };

    private Dense Hidden(string name) =>
        new(Units) { Name = name, Activation = ActivationFunction.Relu, KernelInitializer = TorchInitializers.SmallNormal, BiasInitializer = new Constant(1) };
}
