using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// Inception v3 (Szegedy et al. 2016, "Rethinking the Inception Architecture for Computer Vision"), torchvision's <c>inception_v3</c>:
/// eleven modules of branches side by side, with 7x7 convolutions split into 1x7 and 7x1. Made for images of 299 pixels.
/// </summary>
/// <remarks>
/// torchvision's pretrained weights of this network expect images in the range -1 to 1 (mean and deviation 0.5), since torchvision
/// turns ImageNet's normalisation into that within the model; and they hold the auxiliary heads.
/// With <see cref="AuxiliaryHead"/> the network has two outputs: the logits and those of the auxiliary head, whose loss torchvision weights
/// by 0.4. That head needs images of at least 299 pixels, the network alone of 75.
/// </remarks>
public sealed record InceptionV3 : StandardArchitecture
{
    /// <summary>Whether the auxiliary classifier of training is there, as a second output. Default false.</summary>
    public bool AuxiliaryHead { get; init; }

    /// <summary>The dropout rate before the classifier, 0 to below 1. Default 0.5.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <inheritdoc/>
    public override int SmallestImage => AuxiliaryHead ? 299 : 75;

    /// <inheritdoc/>
    public override string FeatureLayer => "dropout";

    /// <inheritdoc/>
    public override string HeadLayer => "fc";

    internal override void CheckOptions() => RequireDropout(Dropout);

    internal override IReadOnlyList<Node> Connect(Node image, int classes)
    {
        Node x = InceptionModules.Convolve(image, "Conv2d_1a_3x3", 32, 3, stride: 2, padding: 0);
        x = InceptionModules.Convolve(x, "Conv2d_2a_3x3", 32, 3, padding: 0);
        x = InceptionModules.Convolve(x, "Conv2d_2b_3x3", 64, 3).Apply(new MaxPool2D(3) { Name = "maxpool1", Stride = 2 });
        x = InceptionModules.Convolve(x, "Conv2d_3b_1x1", 80, 1);
        x = InceptionModules.Convolve(x, "Conv2d_4a_3x3", 192, 3, padding: 0).Apply(new MaxPool2D(3) { Name = "maxpool2", Stride = 2 });
        x = InceptionModules.A(x, "Mixed_5b", 32);
        x = InceptionModules.A(x, "Mixed_5c", 64);
        x = InceptionModules.A(x, "Mixed_5d", 64);
        x = InceptionModules.B(x, "Mixed_6a");
        x = InceptionModules.C(x, "Mixed_6b", 128);
        x = InceptionModules.C(x, "Mixed_6c", 160);
        x = InceptionModules.C(x, "Mixed_6d", 160);
        Node middle = x = InceptionModules.C(x, "Mixed_6e", 192);
        x = InceptionModules.D(x, "Mixed_7a");
        x = InceptionModules.E(x, "Mixed_7b");
        x = InceptionModules.E(x, "Mixed_7c");
        Node logits = x.Apply(new GlobalAveragePool2D { Name = "avgpool" })
            .Apply(new Dropout((float)Dropout) { Name = FeatureLayer })
            .Apply(new Dense(classes) { Name = HeadLayer, KernelInitializer = TorchInitializers.Truncated });
        return AuxiliaryHead ? [logits, Auxiliary(middle, classes)] : [logits];
    }

    private static Node Auxiliary(Node x, int classes)
    {
        x = InceptionModules.Convolve(x.Apply(new AveragePool2D(5) { Name = "AuxLogits.pool", Stride = 3 }), "AuxLogits.conv0", 128, 1);
        x = InceptionModules.Convolve(x, "AuxLogits.conv1", 768, 5, padding: 0);
        return x.Apply(new GlobalAveragePool2D { Name = "AuxLogits.avgpool" })
            .Apply(new Dense(classes) { Name = "AuxLogits.fc", KernelInitializer = TorchInitializers.Truncated });
    }
}
