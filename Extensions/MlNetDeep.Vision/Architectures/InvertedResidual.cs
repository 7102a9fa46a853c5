using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// The block of MobileNetV3 and EfficientNet: a 1x1 convolution to <see cref="Expanded"/> channels, a depthwise convolution, squeeze and
/// excitation, a 1x1 convolution without activation, and the input added where the shape stays.
/// </summary>
internal sealed record InvertedResidual(int Kernel, int Expanded, int Channels, int Stride)
{
    /// <summary>The convolutions with their activation.</summary>
    public required ConvNorm Convolution { get; init; }

    /// <summary>The channels between the two layers of squeeze and excitation; 0 for none.</summary>
    public int Squeeze { get; init; }

    public ActivationFunction SqueezeActivation { get; init; } = ActivationFunction.Relu;

    public ActivationFunction Gate { get; init; } = ActivationFunction.HardSigmoid;

    /// <summary>The rate at which training leaves the block out for a sample; 0 for never.</summary>
    public float DropRate { get; init; }

    /// <summary>Appends the block; its parts are numbered under <paramref name="path"/>.block, only those that there are.</summary>
    public Node Apply(Node input, string path)
    {
        int part = 0;
        string Next() => $"{path}.block.{part++}";
        Node x = Expanded == input.Shape[2] ? input : Convolve(input, Next(), Expanded, 1);
        x = Convolve(x, Next(), Expanded, Kernel, Stride, groups: Expanded);
        if (Squeeze > 0) x = SqueezeExcitation.Apply(x, Next(), Squeeze, SqueezeActivation, Gate);
        x = Convolve(x, Next(), Channels, 1, activation: ActivationFunction.Linear);
        if (Stride != 1 || input.Shape[2] != Channels) return x;
        if (DropRate > 0) x = x.Apply(new StochasticDepth(DropRate) { Name = path + ".stochastic_depth" });
        return new Add { Name = path + ".add" }.Call(x, input);
    }

    private Node Convolve(Node x, string path, int filters, int kernel, int stride = 1, int groups = 1, ActivationFunction? activation = null) =>
        Convolution.Apply(x, path + ".0", path + ".1", filters, kernel, stride, groups, activation: activation);
}
