using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// The residual networks for ImageNet (He et al. 2016, "Deep Residual Learning for Image Recognition"): a stem and four stages of
/// residual blocks, each stage with twice the filters of the one before and half its size. Basic blocks of two 3x3 convolutions up to
/// depth 34, bottleneck blocks of 1x1, 3x3 and 1x1 from 50.
/// </summary>
/// <remarks>
/// Images below 64 pixels get the stem of the paper's CIFAR networks, a 3x3 convolution that keeps the size; larger ones the 7x7
/// convolution with stride 2 and the max pooling of torchvision's <c>resnet18</c> to <c>resnet152</c>, whose parameters it has.
/// </remarks>
public sealed record ResNet : StandardArchitecture
{
    private const int SmallBelow = 64;

    /// <summary>The number of layers with weights: 18, 34, 50, 101 or 152. Default 50.</summary>
    public int Depth { get; init; } = 50;

    /// <summary>The filters of the first stage, at least 1. Default 64.</summary>
    public int Filters { get; init; } = 64;

    /// <inheritdoc/>
    public override int SmallestImage => 8;

    /// <inheritdoc/>
    public override string FeatureLayer => "avgpool";

    /// <inheritdoc/>
    public override string HeadLayer => "fc";

    internal override string DisplayName => $"ResNet{Depth}";

    internal override void CheckOptions()
    {
        Require(Depth is 18 or 34 or 50 or 101 or 152, $"Depth must be 18, 34, 50, 101 or 152, is {Depth}");
        Require(Filters >= 1, $"Filters must be at least 1, is {Filters}");
    }

    internal override IReadOnlyList<Node> Connect(Node image, int classes)
    {
        int[] blocks = Depth switch
        {
            18 => [2, 2, 2, 2],
            101 => [3, 4, 23, 3],
            152 => [3, 8, 36, 3],
            _ => [3, 4, 6, 3],
        };
        Node x = Math.Min(image.Shape[0], image.Shape[1]) < SmallBelow
            ? ResidualBlocks.Stem(image, Filters, kernel: 3, stride: 1)
            : ResidualBlocks.Stem(image, Filters, kernel: 7, stride: 2).Apply(new MaxPool2D(3) { Name = "maxpool", Stride = 2, Padding = Padding.All(1) });
        for (int stage = 0; stage < 4; stage++)
        {
            for (int block = 0; block < blocks[stage]; block++)
            {
                string path = $"layer{stage + 1}.{block}";
                int stride = stage > 0 && block == 0 ? 2 : 1;
                x = Depth < 50 ? ResidualBlocks.Basic(x, path, Filters << stage, stride) : ResidualBlocks.Bottleneck(x, path, Filters << stage, stride);
            }
        }
        return [x.Apply(new GlobalAveragePool2D { Name = FeatureLayer }).Apply(new Dense(classes) { Name = HeadLayer, KernelInitializer = TorchInitializers.Linear })];
    }
}
