using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A depthwise convolution, which filters each channel on its own, followed by a convolution of one pixel, which mixes the channels
/// (Chollet 2017, Xception). Input [height, width, channels], output [height', width', filters].
/// </summary>
/// <remarks>
/// Weights: <c>depthwise_kernel</c> [kernel height, kernel width, 1, channels * multiplier], <c>pointwise_kernel</c>
/// [1, 1, channels * multiplier, filters] and <c>bias</c> [filters], the names of Keras, which holds the numbers of the first as
/// [height, width, channels, multiplier]. There is neither bias nor activation between the two.
/// </remarks>
/// <param name="Filters">The number of output channels, at least 1.</param>
/// <param name="Kernel">The height and width of the depthwise kernels, at least 1; one number for a square.</param>
public sealed record SeparableConv2D(int Filters, Size2D Kernel) : Layer
{
    /// <summary>The number of channels between the two convolutions for each input channel, at least 1; 1 by default.</summary>
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

    /// <summary>How the depthwise kernel starts; Glorot uniform by default, as in Keras.</summary>
    public Initializer DepthwiseInitializer { get; init; } = new GlorotUniform();

    /// <summary>How the pointwise kernel starts; Glorot uniform by default, as in Keras.</summary>
    public Initializer PointwiseInitializer { get; init; } = new GlorotUniform();

    /// <summary>How the bias starts; zeros by default.</summary>
    public Initializer BiasInitializer { get; init; } = new Zeros();

    /// <summary>A penalty on the depthwise kernel, for example "l2(0.0005)"; null (the default) for none.</summary>
    public Regularizer? DepthwiseRegularizer { get; init; }

    /// <summary>A penalty on the pointwise kernel; null (the default) for none.</summary>
    public Regularizer? PointwiseRegularizer { get; init; }

    /// <summary>A penalty on the bias; null (the default) for none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>A rule that the depthwise kernel obeys after each step, for example "max_norm(3)"; null (the default) for none.</summary>
    public Constraint? DepthwiseConstraint { get; init; }

    /// <summary>A rule that the pointwise kernel obeys after each step; null (the default) for none.</summary>
    public Constraint? PointwiseConstraint { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        Depthwise.Validate();
        Pointwise.Validate();
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Pointwise.OutputShape([Depthwise.OutputShape(inputs)]);

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        WeightSpec depthwise = Depthwise.WeightsFor(inputs)[0] with { Name = "depthwise_kernel" };
        IReadOnlyList<WeightSpec> pointwise = Pointwise.WeightsFor([Depthwise.OutputShape(inputs)]);
        return [depthwise, pointwise[0] with { Name = "pointwise_kernel" }, .. pointwise.Skip(1)];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Pointwise.Apply([Depthwise.Apply(inputs, [weights[0]], context)], [.. weights.Skip(1)], context);
    }

    private DepthwiseConv2D Depthwise => new(Kernel)
    {
        DepthMultiplier = DepthMultiplier,
        Stride = Stride,
        Padding = Padding,
        Dilation = Dilation,
        UseBias = false,
        KernelInitializer = DepthwiseInitializer,
        KernelRegularizer = DepthwiseRegularizer,
        KernelConstraint = DepthwiseConstraint,
    };

    private Conv2D Pointwise => new(Filters, 1)
    {
        Activation = Activation,
        UseBias = UseBias,
        KernelInitializer = PointwiseInitializer,
        BiasInitializer = BiasInitializer,
        KernelRegularizer = PointwiseRegularizer,
        BiasRegularizer = BiasRegularizer,
        KernelConstraint = PointwiseConstraint,
    };
}
