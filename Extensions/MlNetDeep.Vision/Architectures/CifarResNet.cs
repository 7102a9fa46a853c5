using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// The residual networks for CIFAR-10 (He et al. 2016, "Deep Residual Learning for Image Recognition", section 4.2): a 3x3 convolution and
/// three stages of n basic blocks with 16, 32 and 64 filters, 6n + 2 layers with weights. Depth 20 has 269,722 parameters with 10
/// classes, 32 has 464,154 and 56 has 853,018.
/// </summary>
/// <remarks>torchvision has none of these; the layers are named as those of its <c>resnet18</c>.</remarks>
public sealed record CifarResNet : StandardArchitecture
{
    /// <summary>The number of layers with weights, 6n + 2: 8, 14, 20 and so on to 1202. Default 20.</summary>
    public int Depth { get; init; } = 20;

    /// <summary>The filters of the first stage, at least 1. Default 16.</summary>
    public int Filters { get; init; } = 16;

    /// <summary>The shortcut where a stage begins. Default <see cref="ResidualShortcut.ZeroPadding"/>, as in the paper.</summary>
    public ResidualShortcut Shortcut { get; init; }

    /// <inheritdoc/>
    public override int SmallestImage => 8;

    /// <inheritdoc/>
    public override string FeatureLayer => "avgpool";

    /// <inheritdoc/>
    public override string HeadLayer => "fc";

    internal override string DisplayName => $"CifarResNet{Depth}";

    internal override void CheckOptions()
    {
        Require(Depth is >= 8 and <= 1202 && Depth % 6 == 2, $"Depth must be 6n + 2, from 8 to 1202, is {Depth}");
        Require(Filters >= 1, $"Filters must be at least 1, is {Filters}");
        Require(Enum.IsDefined(Shortcut), $"Shortcut must be ZeroPadding or Projection, is {Shortcut}");
    }

    internal override IReadOnlyList<Node> Connect(Node image, int classes)
    {
        Node x = ResidualBlocks.Stem(image, Filters, kernel: 3, stride: 1);
        for (int stage = 0; stage < 3; stage++)
        {
            for (int block = 0; block < (Depth - 2) / 6; block++)
            {
                string path = $"layer{stage + 1}.{block}";
                int stride = stage > 0 && block == 0 ? 2 : 1;
                x = stride == 2 && Shortcut == ResidualShortcut.ZeroPadding
                    ? ResidualBlocks.Sum(path, ResidualBlocks.BasicBranch(x, path, Filters << stage, stride), Padded(x, path))
                    : ResidualBlocks.Basic(x, path, Filters << stage, stride);
            }
        }
        return [x.Apply(new GlobalAveragePool2D { Name = FeatureLayer }).Apply(new Dense(classes) { Name = HeadLayer, KernelInitializer = TorchInitializers.Linear })];
    }

    // Every other pixel. The paper does not say on which side the zeros go; half on each is what most implementations do.
    private static Node Padded(Node x, string path) => x
        .Apply(new MaxPool2D(1) { Name = path + ".shortcut.subsample", Stride = 2 })
        .Apply(new ChannelPadding(x.Shape[2] / 2, x.Shape[2] - (x.Shape[2] / 2)) { Name = path + ".shortcut.pad" });
}
