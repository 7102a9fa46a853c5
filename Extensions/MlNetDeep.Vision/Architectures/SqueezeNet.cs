using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// SqueezeNet (Iandola et al. 2016), torchvision's <c>squeezenet1_0</c> and <c>squeezenet1_1</c>: fire modules that squeeze the channels
/// with a 1x1 convolution before 1x1 and 3x3 convolutions side by side, and no dense layer: the classifier is a 1x1 convolution
/// whose maps are averaged.
/// </summary>
/// <remarks>The output of <see cref="FeatureLayer"/> is therefore an image of 512 channels.</remarks>
public sealed record SqueezeNet : StandardArchitecture
{
    /// <summary>
    /// False (the default) for version 1.0, the paper's; true for 1.1 of its authors, with the same accuracy for 2.4 times fewer operations.
    /// </summary>
    public bool Version11 { get; init; }

    /// <summary>The dropout rate before the classifier, 0 to below 1. Default 0.5.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <inheritdoc/>
    public override int SmallestImage => Version11 ? 25 : 29;

    /// <inheritdoc/>
    public override string FeatureLayer => "classifier.0";

    /// <inheritdoc/>
    public override string HeadLayer => "classifier.1";

    internal override string DisplayName => Version11 ? "SqueezeNet1.1" : "SqueezeNet1.0";

    internal override void CheckOptions() => RequireDropout(Dropout);

    internal override IReadOnlyList<Node> Connect(Node image, int classes)
    {
        // The number of squeezing filters of each fire module, 0 for a pooling; each expands to four times as many twice.
        int[] modules = Version11 ? [0, 16, 16, 0, 32, 32, 0, 48, 48, 64, 64] : [0, 16, 16, 32, 0, 32, 48, 48, 64, 0, 64];
        Node x = image.Apply(Convolution("features.0", Version11 ? 64 : 96, Version11 ? 3 : 7) with { Stride = 2 });
        for (int i = 0; i < modules.Length; i++)
        {
            string path = $"features.{i + 2}";
            x = modules[i] == 0 ? x.Apply(new MaxPool2D(3) { Name = path, Stride = 2, CeilMode = true }) : Fire(x, path, modules[i]);
        }
        return
        [
            x.Apply(new Dropout((float)Dropout) { Name = FeatureLayer })
                .Apply(Convolution(HeadLayer, classes, 1) with { KernelInitializer = TorchInitializers.SmallNormal })
                .Apply(new GlobalAveragePool2D { Name = "classifier.3" }),
        ];
    }

    private static Node Fire(Node x, string path, int squeeze)
    {
        x = x.Apply(Convolution(path + ".squeeze", squeeze, 1));
        return new Concatenate { Name = path + ".concat" }.Call(
            x.Apply(Convolution(path + ".expand1x1", 4 * squeeze, 1)),
            x.Apply(Convolution(path + ".expand3x3", 4 * squeeze, 3) with { Padding = Padding.All(1) }));
    }

    private static Conv2D Convolution(string name, int filters, int kernel) =>
        new(filters, kernel) { Name = name, Activation = ActivationFunction.Relu, KernelInitializer = new HeUniform() };
}
