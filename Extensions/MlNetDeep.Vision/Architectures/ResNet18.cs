using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// The 18-layer residual network (He et al. 2016), the same as <see cref="ResNet"/> with a depth of 18: a stem and four stages of
/// two basic blocks with 64, 128, 256 and 512 filters. Images below 64 pixels get the stem of the paper's CIFAR networks.
/// </summary>
public sealed record ResNet18 : StandardArchitecture
{
    private static readonly ResNet s_network = new() { Depth = 18 };

    /// <inheritdoc/>
    public override int SmallestImage => s_network.SmallestImage;

    /// <inheritdoc/>
    public override string FeatureLayer => s_network.FeatureLayer;

    /// <inheritdoc/>
    public override string HeadLayer => s_network.HeadLayer;

    internal override IReadOnlyList<Node> Connect(Node image, int classes) => s_network.Connect(image, classes);
}
