using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// DenseNet-121 (Huang et al. 2017, "Densely Connected Convolutional Networks"), torchvision's <c>densenet121</c>: four blocks of 6, 12,
/// 24 and 16 layers, each of which takes the outputs of all before it and adds <see cref="GrowthRate"/> channels.
/// </summary>
public sealed record DenseNet121 : StandardArchitecture
{
    private static readonly int[] s_blocks = [6, 12, 24, 16];
    private static readonly ConvNorm s_block = new() { KernelInitializer = TorchInitializers.KaimingFanIn };

    /// <summary>The channels that each layer adds, at least 1; the first convolution has twice as many. Default 32.</summary>
    public int GrowthRate { get; init; } = 32;

    /// <inheritdoc/>
    public override int SmallestImage => 29;

    /// <inheritdoc/>
    public override string FeatureLayer => "avgpool";

    /// <inheritdoc/>
    public override string HeadLayer => "classifier";

    internal override void CheckOptions() => Require(GrowthRate >= 1, $"GrowthRate must be at least 1, is {GrowthRate}");

    internal override IReadOnlyList<Node> Connect(Node image, int classes)
    {
        Node x = s_block.Apply(image, "features.conv0", "features.norm0", 2 * GrowthRate, 7, stride: 2)
            .Apply(new MaxPool2D(3) { Name = "features.pool0", Stride = 2, Padding = Padding.All(1) });
        for (int block = 1; block <= s_blocks.Length; block++)
        {
            for (int layer = 1; layer <= s_blocks[block - 1]; layer++) x = Layer(x, $"features.denseblock{block}.denselayer{layer}");
            if (block < s_blocks.Length) x = Transition(x, $"features.transition{block}");
        }
        return
        [
            x.Apply(s_block.Norm("features.norm5", ActivationFunction.Relu))
                .Apply(new GlobalAveragePool2D { Name = FeatureLayer })
                .Apply(new Dense(classes) { Name = HeadLayer, KernelInitializer = TorchInitializers.Linear }),
        ];
    }

    private Node Layer(Node input, string path)
    {
        Node x = input.Apply(s_block.Norm(path + ".norm1", ActivationFunction.Relu));
        x = s_block.Apply(x, path + ".conv1", path + ".norm2", 4 * GrowthRate, 1);
        return new Concatenate { Name = path + ".concat" }.Call(input, x.Apply(Convolution(path + ".conv2", GrowthRate, 3)));
    }

    private static Node Transition(Node input, string path) => input
        .Apply(s_block.Norm(path + ".norm", ActivationFunction.Relu))
        .Apply(Convolution(path + ".conv", input.Shape[2] / 2, 1))
        .Apply(new AveragePool2D(2) { Name = path + ".pool" });

    private static Conv2D Convolution(string name, int filters, int kernel) =>
        new(filters, kernel) { Name = name, Padding = Padding.All(kernel / 2), UseBias = false, KernelInitializer = s_block.KernelInitializer };
}
