using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A convolution (cross-correlation) along sequences: slides <see cref="Filters"/> kernels over the steps. Input [length, channels],
/// output [length', filters].
/// </summary>
/// <remarks>
/// length' = floor((length + padding - dilation * (kernel - 1) - 1) / stride) + 1. Weights: <c>kernel</c> [kernel, channels / groups,
/// filters] and <c>bias</c> [filters]. Options and defaults are those of Keras. Bias and a ReLU are computed within the kernel.
/// </remarks>
/// <param name="Filters">The number of output channels, at least 1 and a multiple of <see cref="Groups"/>.</param>
/// <param name="Kernel">The length of the kernel, at least 1.</param>
/// <example><code>new Conv1D(32, 3) { Padding = Padding1D.Causal, Dilation = 2, Activation = "relu" }</code></example>
public sealed record Conv1D(int Filters, int Kernel) : Layer
{
    /// <summary>The step of the window, at least 1; 1 by default.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>The padding of the ends with zeros; <see cref="Padding1D.Valid"/> (none) by default, as in Keras.</summary>
    public Padding1D Padding { get; init; }

    /// <summary>The distance between the taps of the kernel, at least 1; 1 by default.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>The number of groups that see only their share of the channels, at least 1; 1 by default.</summary>
    public int Groups { get; init; } = 1;

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
        Require(Filters >= 1, $"Filters must be at least 1, is {Filters}");
        Require(Kernel >= 1, $"Kernel must be at least 1, is {Kernel}");
        Require(Stride >= 1, $"Stride must be at least 1, is {Stride}");
        Require(Dilation >= 1, $"Dilation must be at least 1, is {Dilation}");
        Require(Padding.IsInRange, $"Padding must be at least 0, is {Padding}");
        Require(Groups >= 1 && Filters % Groups == 0, $"Groups must be at least 1 and divide Filters {Filters}, is {Groups}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape sequence = Single(inputs, Window1D.Axes);
        if (sequence[1] % Groups != 0) throw new ShapeException($"expects a number of channels that Groups {Groups} divides", inputs);
        return [Window1D.OutputLength(sequence, Kernel, Stride, Padding, Dilation), Filters];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var kernel = new WeightSpec("kernel", [Kernel, inputs[0][1] / Groups, Filters], KernelInitializer) { Regularizer = KernelRegularizer, Constraint = KernelConstraint };
        return UseBias ? [kernel, new WeightSpec("bias", [Filters], BiasInitializer) { Decays = false, Regularizer = BiasRegularizer }] : [kernel];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        (int before, int after) = Padding.For(inputs[0].Shape[1], Kernel, Stride, Dilation);
        return Activation.ApplyRest(Ops.Convolution1D(inputs[0], weights[0], UseBias ? weights[1] : null, new Convolution1DOptions
        {
            Stride = Stride,
            PaddingBefore = before,
            PaddingAfter = after,
            Dilation = Dilation,
            Groups = Groups,
            Activation = Activation.Fused,
        }));
    }
}
