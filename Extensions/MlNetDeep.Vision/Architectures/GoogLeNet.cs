using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// GoogLeNet (Szegedy et al. 2015, "Going Deeper with Convolutions"), torchvision's <c>googlenet</c>: nine inception modules of four
/// branches side by side, with batch normalisation, which the paper does not have.
/// </summary>
/// <remarks>
/// torchvision's pretrained weights of this network expect images in the range -1 to 1 (mean and deviation 0.5), since torchvision
/// turns ImageNet's normalisation into that within the model; and they hold the auxiliary heads.
/// As torchvision's, the third branch has a 3x3 convolution where the paper has 5x5. With <see cref="AuxiliaryHeads"/> the network has
/// three outputs: the logits and those of the first and second auxiliary head, whose losses the paper weights by 0.3.
/// </remarks>
public sealed record GoogLeNet : StandardArchitecture
{
    private static readonly ConvNorm s_block = new() { Epsilon = 1e-3f, KernelInitializer = TorchInitializers.Truncated };

    /// <summary>Whether the two auxiliary classifiers of training are there, as further outputs. Default false.</summary>
    public bool AuxiliaryHeads { get; init; }

    /// <summary>The dropout rate before the classifier, 0 to below 1. Default 0.2.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <inheritdoc/>
    public override int SmallestImage => 31;

    /// <inheritdoc/>
    public override string FeatureLayer => "dropout";

    /// <inheritdoc/>
    public override string HeadLayer => "fc";

    internal override void CheckOptions() => RequireDropout(Dropout);

    internal override IReadOnlyList<Node> Connect(Node image, int classes)
    {
        Node x = Convolve(image, "conv1", 64, 7, stride: 2).Apply(Pooling("maxpool1", 3));
        x = Convolve(x, "conv2", 64, 1);
        x = Convolve(x, "conv3", 192, 3).Apply(Pooling("maxpool2", 3));
        x = Inception(x, "inception3a", 64, 96, 128, 16, 32, 32);
        x = Inception(x, "inception3b", 128, 128, 192, 32, 96, 64).Apply(Pooling("maxpool3", 3));
        Node first = x = Inception(x, "inception4a", 192, 96, 208, 16, 48, 64);
        x = Inception(x, "inception4b", 160, 112, 224, 24, 64, 64);
        x = Inception(x, "inception4c", 128, 128, 256, 24, 64, 64);
        Node second = x = Inception(x, "inception4d", 112, 144, 288, 32, 64, 64);
        x = Inception(x, "inception4e", 256, 160, 320, 32, 128, 128).Apply(Pooling("maxpool4", 2));
        x = Inception(x, "inception5a", 256, 160, 320, 32, 128, 128);
        x = Inception(x, "inception5b", 384, 192, 384, 48, 128, 128);
        Node logits = x.Apply(new GlobalAveragePool2D { Name = "avgpool" })
            .Apply(new Dropout((float)Dropout) { Name = FeatureLayer })
            .Apply(Dense(HeadLayer, classes));
        return AuxiliaryHeads ? [logits, Auxiliary(first, "aux1", classes), Auxiliary(second, "aux2", classes)] : [logits];
    }

    private static Node Inception(Node x, string path, int one, int squeeze3, int three, int squeeze5, int five, int pool) =>
        new Concatenate { Name = path + ".concat" }.Call(
            Convolve(x, path + ".branch1", one, 1),
            Convolve(Convolve(x, path + ".branch2.0", squeeze3, 1), path + ".branch2.1", three, 3),
            Convolve(Convolve(x, path + ".branch3.0", squeeze5, 1), path + ".branch3.1", five, 3),
            Convolve(x.Apply(new MaxPool2D(3) { Name = path + ".branch4.0", Stride = 1, Padding = Padding.All(1) }), path + ".branch4.1", pool, 1));

    private static Node Auxiliary(Node x, string path, int classes) =>
        Convolve(x.Apply(new AdaptiveAveragePool2D(4) { Name = path + ".avgpool" }), path + ".conv", 128, 1)
            .Apply(new Flatten { Name = path + ".flatten" })
            .Apply(Dense(path + ".fc1", 1024) with { Activation = ActivationFunction.Relu })
            .Apply(new Dropout(0.7f) { Name = path + ".dropout" })
            .Apply(Dense(path + ".fc2", classes));

    private static Node Convolve(Node x, string path, int filters, int kernel, int stride = 1) =>
        s_block.Apply(x, path + ".conv", path + ".bn", filters, kernel, stride);

    private static MaxPool2D Pooling(string name, int kernel) => new(kernel) { Name = name, Stride = 2, CeilMode = true };

    private static Dense Dense(string name, int units) => new(units) { Name = name, KernelInitializer = TorchInitializers.Truncated };
}
