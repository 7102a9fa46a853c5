using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// EfficientNet-B0 (Tan and Le 2019), torchvision's <c>efficientnet_b0</c>: inverted residuals with squeeze and excitation and SiLU.
/// While training, deeper blocks are left out at random (stochastic depth, Huang et al. 2016).
/// </summary>
public sealed record EfficientNetB0 : StandardArchitecture
{
    // Expansion, kernel, stride of the first, channels, repetitions.
    private static readonly (int Expansion, int Kernel, int Stride, int Channels, int Count)[] s_stages =
        [(1, 3, 1, 16, 1), (6, 3, 2, 24, 2), (6, 5, 2, 40, 2), (6, 3, 2, 80, 3), (6, 5, 1, 112, 3), (6, 5, 2, 192, 4), (6, 3, 1, 320, 1)];

    private static readonly ConvNorm s_block = new() { Activation = ActivationFunction.Silu };

    /// <summary>The dropout rate before the classifier, 0 to below 1. Default 0.2.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>
    /// The rate of stochastic depth that the blocks approach, 0 to below 1: block i of n is left out of a sample at i / n of it. Default 0.2.
    /// </summary>
    public double StochasticDepth { get; init; } = 0.2;

    /// <inheritdoc/>
    public override int SmallestImage => 32;

    /// <inheritdoc/>
    public override string FeatureLayer => "classifier.0";

    /// <inheritdoc/>
    public override string HeadLayer => "classifier.1";

    internal override void CheckOptions()
    {
        RequireDropout(Dropout);
        RequireDropout(StochasticDepth, nameof(StochasticDepth));
    }

    internal override IReadOnlyList<Node> Connect(Node image, int classes)
    {
        Node x = s_block.Apply(image, "features.0.0", "features.0.1", 32, 3, stride: 2);
        int block = 0, blocks = s_stages.Sum(stage => stage.Count);
        for (int stage = 0; stage < s_stages.Length; stage++)
        {
            (int expansion, int kernel, int stride, int channels, int count) = s_stages[stage];
            for (int i = 0; i < count; i++, block++)
            {
                int before = x.Shape[2];
                x = new InvertedResidual(kernel, expansion * before, channels, i == 0 ? stride : 1)
                {
                    Convolution = s_block,
                    Squeeze = before / 4,
                    SqueezeActivation = ActivationFunction.Silu,
                    Gate = ActivationFunction.Sigmoid,
                    DropRate = (float)(StochasticDepth * block / blocks),
                }.Apply(x, $"features.{stage + 1}.{i}");
            }
        }
        x = s_block.Apply(x, "features.8.0", "features.8.1", 4 * x.Shape[2], 1);
        return
        [
            x.Apply(new GlobalAveragePool2D { Name = "avgpool" })
                .Apply(new Dropout((float)Dropout) { Name = FeatureLayer })
                .Apply(new Dense(classes) { Name = HeadLayer, KernelInitializer = TorchInitializers.UniformFanOut }),
        ];
    }
}
