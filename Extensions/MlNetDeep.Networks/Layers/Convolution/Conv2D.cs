using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A two-dimensional convolution (cross-correlation): slides <see cref="Filters"/> kernels over an image. Input
/// [height, width, channels], output [height', width', filters].
/// </summary>
/// <remarks>
/// height' = floor((height + padding - dilation * (kernel - 1) - 1) / stride) + 1. Weights: <c>kernel</c>
/// [kernel height, kernel width, channels / groups, filters] and <c>bias</c> [filters].
/// Bias and a ReLU are computed within the kernel.
/// </remarks>
/// <param name="Filters">The number of output channels, at least 1 and a multiple of <see cref="Groups"/>.</param>
/// <param name="Kernel">The height and width of the kernel, at least 1; one number for a square.</param>
/// <example><code>new Conv2D(32, 3) { Padding = Padding.Same, Activation = "relu" }</code></example>
public sealed record Conv2D(int Filters, Size2D Kernel) : Layer
{
    /// <summary>The step of the window, at least 1; 1 by default.</summary>
    public Size2D Stride { get; init; } = 1;

    /// <summary>The padding of the border with zeros; <see cref="Padding.Valid"/> (none) by default, as in Keras.</summary>
    public Padding Padding { get; init; }

    /// <summary>The distance between the taps of the kernel, at least 1; 1 by default.</summary>
    public Size2D Dilation { get; init; } = 1;

    /// <summary>
    /// The number of groups that see only their share of the channels, at least 1; 1 by default. As many as there are channels
    /// is a depthwise convolution.
    /// </summary>
    public int Groups { get; init; } = 1;

    /// <summary>Applied to the output; linear (none) by default.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Linear;

    /// <summary>True (the default) to add a bias. Before a <see cref="BatchNorm"/> it is of no use.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the kernel starts; Glorot uniform by default, as in Keras. <c>he_normal</c> suits deep ReLU networks better.</summary>
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
        Require(Filters >= 1, $"Filters must be at least 1, is {Filters}");
        Require(Kernel.AtLeast(1), $"Kernel must be at least 1, is {Kernel}");
        Require(Stride.AtLeast(1), $"Stride must be at least 1, is {Stride}");
        Require(Dilation.AtLeast(1), $"Dilation must be at least 1, is {Dilation}");
        Require(Padding.IsInRange, $"Padding must be at least 0, is {Padding}");
        Require(Groups >= 1 && Filters % Groups == 0, $"Groups must be at least 1 and divide Filters {Filters}, is {Groups}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape image = Single(inputs, "height, width, channels");
        if (image[2] % Groups != 0) throw new ShapeException($"expects a number of channels that Groups {Groups} divides", inputs);
        (int height, int width) = Window2D.OutputSize(image, Kernel, Stride, Padding, Dilation);
        return [height, width, Filters];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var kernel = new WeightSpec("kernel", [Kernel.Height, Kernel.Width, inputs[0][2] / Groups, Filters], KernelInitializer) { Regularizer = KernelRegularizer, Constraint = KernelConstraint };
        return UseBias ? [kernel, new WeightSpec("bias", [Filters], BiasInitializer) { Decays = false, Regularizer = BiasRegularizer }] : [kernel];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        return Activation.ApplyRest(Ops.Convolution2D(inputs[0], weights[0], UseBias ? weights[1] : null, OptionsFor(inputs[0].Shape[1], inputs[0].Shape[2])));
    }

    internal Convolution2DOptions OptionsFor(int height, int width) => new()
    {
        StrideH = Stride.Height,
        StrideW = Stride.Width,
        Padding = Padding.For(height, width, Kernel, Stride, Dilation),
        DilationH = Dilation.Height,
        DilationW = Dilation.Width,
        Groups = Groups,
        Activation = Activation.Fused,
    };
}
