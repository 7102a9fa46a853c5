using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// MobileNetV3 (Howard et al. 2019, "Searching for MobileNetV3"), torchvision's <c>mobilenet_v3_large</c> and <c>mobilenet_v3_small</c>:
/// inverted residuals with squeeze and excitation, and hard swish in their deeper part.
/// </summary>
public sealed record MobileNetV3 : StandardArchitecture
{
    // Kernel, expanded channels, channels, squeeze and excitation, hard swish instead of ReLU, stride.
    private static readonly (int Kernel, int Expanded, int Channels, bool Squeeze, bool HardSwish, int Stride)[] s_large =
    [
        (3, 16, 16, false, false, 1), (3, 64, 24, false, false, 2), (3, 72, 24, false, false, 1), (5, 72, 40, true, false, 2),
        (5, 120, 40, true, false, 1), (5, 120, 40, true, false, 1), (3, 240, 80, false, true, 2), (3, 200, 80, false, true, 1),
        (3, 184, 80, false, true, 1), (3, 184, 80, false, true, 1), (3, 480, 112, true, true, 1), (3, 672, 112, true, true, 1),
        (5, 672, 160, true, true, 2), (5, 960, 160, true, true, 1), (5, 960, 160, true, true, 1),
    ];

    private static readonly (int Kernel, int Expanded, int Channels, bool Squeeze, bool HardSwish, int Stride)[] s_small =
    [
        (3, 16, 16, true, false, 2), (3, 72, 24, false, false, 2), (3, 88, 24, false, false, 1), (5, 96, 40, true, true, 2),
        (5, 240, 40, true, true, 1), (5, 240, 40, true, true, 1), (5, 120, 48, true, true, 1), (5, 144, 48, true, true, 1),
        (5, 288, 96, true, true, 2), (5, 576, 96, true, true, 1), (5, 576, 96, true, true, 1),
    ];

    private static readonly ConvNorm s_swish = new() { Activation = ActivationFunction.HardSwish, Epsilon = 1e-3f, Momentum = 0.01f };
    private static readonly ConvNorm s_relu = s_swish with { Activation = ActivationFunction.Relu };

    /// <summary>True for the small network of 11 blocks, false (the default) for the large one of 15.</summary>
    public bool Small { get; init; }

    /// <summary>A factor of all numbers of channels, above 0 to 10; each is rounded to a multiple of 8. Default 1.</summary>
    public double Width { get; init; } = 1;

    /// <summary>The dropout rate before the classifier, 0 to below 1. Default 0.2.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <inheritdoc/>
    public override int SmallestImage => 32;

    /// <inheritdoc/>
    public override string FeatureLayer => "classifier.2";

    /// <inheritdoc/>
    public override string HeadLayer => "classifier.3";

    internal override string DisplayName => Small ? "MobileNetV3-Small" : "MobileNetV3-Large";

    internal override void CheckOptions()
    {
        RequireWidth(Width);
        RequireDropout(Dropout);
    }

    internal override IReadOnlyList<Node> Connect(Node image, int classes)
    {
        Node x = s_swish.Apply(image, "features.0.0", "features.0.1", ChannelCount.Round(16 * Width), 3, stride: 2);
        int index = 1;
        foreach (var block in Small ? s_small : s_large)
        {
            int expanded = ChannelCount.Round(block.Expanded * Width);
            x = new InvertedResidual(block.Kernel, expanded, ChannelCount.Round(block.Channels * Width), block.Stride)
            {
                Convolution = block.HardSwish ? s_swish : s_relu,
                Squeeze = block.Squeeze ? ChannelCount.Round(expanded / 4.0) : 0,
            }.Apply(x, $"features.{index++}");
        }
        x = s_swish.Apply(x, $"features.{index}.0", $"features.{index}.1", 6 * x.Shape[2], 1);
        return
        [
            x.Apply(new GlobalAveragePool2D { Name = "avgpool" })
                .Apply(Dense("classifier.0", ChannelCount.Round((Small ? 1024 : 1280) * Width), ActivationFunction.HardSwish))
                .Apply(new Dropout((float)Dropout) { Name = FeatureLayer })
                .Apply(Dense(HeadLayer, classes, ActivationFunction.Linear)),
        ];
    }

    private static Dense Dense(string name, int units, ActivationFunction activation) =>
        new(units) { Name = name, Activation = activation, KernelInitializer = TorchInitializers.SmallNormal };
}
