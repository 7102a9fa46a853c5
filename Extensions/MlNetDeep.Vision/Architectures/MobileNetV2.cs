using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// MobileNetV2 (Sandler et al. 2018, "Inverted Residuals and Linear Bottlenecks"), torchvision's <c>mobilenet_v2</c>: blocks that
/// widen the channels with a 1x1 convolution, filter them with a depthwise 3x3 one and narrow them again without activation.
/// </summary>
public sealed record MobileNetV2 : StandardArchitecture
{
    // Expansion, channels, repetitions, stride of the first.
    private static readonly (int Expansion, int Channels, int Count, int Stride)[] s_stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    private static readonly ConvNorm s_block = new() { Activation = ActivationFunction.Relu6 };

    /// <summary>A factor of all numbers of channels, above 0 to 10; each is rounded to a multiple of 8. Default 1.</summary>
    public double Width { get; init; } = 1;

    /// <summary>The dropout rate before the classifier, 0 to below 1. Default 0.2.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <inheritdoc/>
    public override int SmallestImage => 32;

    /// <inheritdoc/>
    public override string FeatureLayer => "classifier.0";

    /// <inheritdoc/>
    public override string HeadLayer => "classifier.1";

    internal override void CheckOptions()
    {
        RequireWidth(Width);
        RequireDropout(Dropout);
    }

    internal override IReadOnlyList<Node> Connect(Node image, int classes)
    {
        Node x = s_block.Apply(image, "features.0.0", "features.0.1", ChannelCount.Round(32 * Width), 3, stride: 2);
        int index = 1;
        foreach ((int expansion, int channels, int count, int stride) in s_stages)
            for (int i = 0; i < count; i++)
                x = Block(x, $"features.{index++}", expansion, ChannelCount.Round(channels * Width), i == 0 ? stride : 1);
        x = s_block.Apply(x, $"features.{index}.0", $"features.{index}.1", ChannelCount.Round(1280 * Math.Max(1, Width)), 1);
        return
        [
            x.Apply(new GlobalAveragePool2D { Name = "avgpool" })
                .Apply(new Dropout((float)Dropout) { Name = FeatureLayer })
                .Apply(new Dense(classes) { Name = HeadLayer, KernelInitializer = TorchInitializers.SmallNormal }),
        ];
    }

    private static Node Block(Node input, string path, int expansion, int channels, int stride)
    {
        int index = 0, hidden = input.Shape[2] * expansion;
        Node x = input;
        if (expansion > 1)
        {
            x = s_block.Apply(x, $"{path}.conv.0.0", $"{path}.conv.0.1", hidden, 1);
            index++;
        }
        x = s_block.Apply(x, $"{path}.conv.{index}.0", $"{path}.conv.{index}.1", hidden, 3, stride, groups: hidden);
        x = s_block.Apply(x, $"{path}.conv.{index + 1}", $"{path}.conv.{index + 2}", channels, 1, activation: ActivationFunction.Linear);
        return stride == 1 && input.Shape[2] == channels ? new Add { Name = path + ".add" }.Call(x, input) : x;
    }
}
