using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A convolution that filters each channel on its own: channel c becomes the channels c * multiplier to c * multiplier + multiplier - 1.
/// Input [height, width, channels], output [height', width', channels * multiplier].
/// </summary>
/// <remarks>
/// Weights: <c>kernel</c> [kernel height, kernel width, 1, channels * multiplier], that of a grouped convolution, and <c>bias</c>. Keras
/// holds the same numbers as [height, width, channels, multiplier], and initial values count fans by that shape.
/// </remarks>
/// <param name="Kernel">The height and width of the kernels, at least 1; one number for a square.</param>
public sealed record DepthwiseConv2D(Size2D Kernel) : Layer
{
    /// <summary>The number of output channels for each input channel, at least 1; 1 by default.</summary>
    public int DepthMultiplier { get; init; } = 1;

    /// <summary>The step of the window, at least 1; 1 by default.</summary>
    public Size2D Stride { get; init; } = 1;

    /// <summary>The padding of the border with zeros; <see cref="Padding.Valid"/> (none) by default, as in Keras.</summary>
    public Padding Padding { get; init; }

    /// <summary>The distance between the taps of the kernel, at least 1; 1 by default.</summary>
    public Size2D Dilation { get; init; } = 1;

    /// <summary>Applied to the output; linear (none) by default.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Linear;

    /// <summary>True (the default) to add a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the kernel starts; Glorot uniform by default, as in Keras.</summary>
    public Initializer KernelInitializer { get; init; } = new GlorotUniform();

    /// <summary>How the bias starts; zeros by default.</summary>
    public Initializer BiasInitializer { get; init; } = new Zeros();

    /// <summary>A penalty on the kernel, for example "l2(0.0005)"; null (the default) for none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A penalty on the bias; null (the default) for none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>A rule that the kernel obeys after each step, for example "max_norm(3)"; null (the default) for none.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(DepthMultiplier >= 1, $"DepthMultiplier must be at least 1, is {DepthMultiplier}");
        Grouped(1).Validate();
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Grouped(Single(inputs, "height, width, channels")[2]).OutputShape(inputs);

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        IReadOnlyList<WeightSpec> grouped = Grouped(inputs[0][2]).WeightsFor(inputs);
        return [grouped[0] with { FanShape = [Kernel.Height, Kernel.Width, inputs[0][2], DepthMultiplier] }, .. grouped.Skip(1)];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Grouped(inputs[0].Shape[3]).Apply(inputs, weights, context);
    }

    /// <summary>The convolution with as many groups as channels that this layer is.</summary>
    private Conv2D Grouped(int channels) => new(checked(channels * DepthMultiplier), Kernel)
    {
        Groups = channels,
        Stride = Stride,
        Padding = Padding,
        Dilation = Dilation,
        Activation = Activation,
        UseBias = UseBias,
        KernelInitializer = KernelInitializer,
        BiasInitializer = BiasInitializer,
        KernelRegularizer = KernelRegularizer,
        BiasRegularizer = BiasRegularizer,
        KernelConstraint = KernelConstraint,
    };
}
