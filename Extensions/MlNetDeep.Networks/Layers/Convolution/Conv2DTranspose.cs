using System.Text.Json.Serialization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A transposed convolution, also called deconvolution: each pixel adds its multiple of the kernel to a window of a larger image. Input
/// [height, width, channels], output [height', width', filters].
/// </summary>
/// <remarks>
/// With k = dilation * (kernel - 1) + 1, the rows that a kernel covers, the height is
/// <list type="bullet">
/// <item>valid: height * stride + max(k - stride, 0), as in Keras; with <see cref="OutputPadding"/> (height - 1) * stride + k + output padding;</item>
/// <item>same: height * stride, as in Keras; with output padding (height - 1) * stride + k - 2 * floor(k / 2) + output padding;</item>
/// <item>explicit: (height - 1) * stride + k - top - bottom + output padding, as PyTorch's ConvTranspose2d.</item>
/// </list>
/// Weights: <c>kernel</c> [kernel height, kernel width, filters / groups, channels] and <c>bias</c> [filters].
/// </remarks>
/// <param name="Filters">The number of output channels, at least 1 and a multiple of <see cref="Groups"/>.</param>
/// <param name="Kernel">The height and width of the kernel, at least 1; one number for a square.</param>
/// <example><code>new Conv2DTranspose(32, 3) { Stride = 2, Padding = Padding.Same } // twice as high and wide</code></example>
public sealed record Conv2DTranspose(int Filters, Size2D Kernel) : Layer
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string TypeName => "conv2d_transpose";

    /// <summary>The distance between the windows of neighbouring pixels, at least 1; 1 by default.</summary>
    public Size2D Stride { get; init; } = 1;

    /// <summary>How much of the border of the result is cut off; <see cref="Padding.Valid"/> (none) by default, as in Keras.</summary>
    public Padding Padding { get; init; }

    /// <summary>
    /// Rows and columns added at the bottom and the right, at least 0 and below the stride or the dilation. Null (the default) for the
    /// size that Keras gives, with explicit padding for 0.
    /// </summary>
    public Size2D? OutputPadding { get; init; }

    /// <summary>The distance between the taps of the kernel, at least 1; 1 by default.</summary>
    public Size2D Dilation { get; init; } = 1;

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
        Require(Kernel.AtLeast(1), $"Kernel must be at least 1, is {Kernel}");
        Require(Stride.AtLeast(1), $"Stride must be at least 1, is {Stride}");
        Require(Dilation.AtLeast(1), $"Dilation must be at least 1, is {Dilation}");
        Require(Padding.IsInRange, $"Padding must be at least 0, is {Padding}");
        Require(Groups >= 1 && Filters % Groups == 0, $"Groups must be at least 1 and divide Filters {Filters}, is {Groups}");
        if (OutputPadding is not { } more) return;
        Require(
            more.AtLeast(0) && more.Height < Math.Max(Stride.Height, Dilation.Height) && more.Width < Math.Max(Stride.Width, Dilation.Width),
            $"OutputPadding must be at least 0 and below Stride {Stride} or Dilation {Dilation}, is {more}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape image = Single(inputs, "height, width, channels");
        if (image[2] % Groups != 0) throw new ShapeException($"expects a number of channels that Groups {Groups} divides", inputs);
        (TransposedAxis rows, TransposedAxis columns) = Axes;
        return [rows.Output("height", image[0]), columns.Output("width", image[1]), Filters];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var kernel = new WeightSpec("kernel", [Kernel.Height, Kernel.Width, Filters / Groups, inputs[0][2]], KernelInitializer) { Regularizer = KernelRegularizer, Constraint = KernelConstraint, OutputAxis = -2 };
        return UseBias ? [kernel, new WeightSpec("bias", [Filters], BiasInitializer) { Decays = false, Regularizer = BiasRegularizer }] : [kernel];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        (TransposedAxis rows, TransposedAxis columns) = Axes;
        return Activation.Apply(Ops.ConvolutionTranspose2D(inputs[0], weights[0], UseBias ? weights[1] : null, new ConvolutionTranspose2DOptions
        {
            StrideH = Stride.Height,
            StrideW = Stride.Width,
            Padding = new Padding2D(rows.Before, rows.After, columns.Before, columns.After),
            OutputPaddingH = rows.More,
            OutputPaddingW = columns.More,
            DilationH = Dilation.Height,
            DilationW = Dilation.Width,
            Groups = Groups,
        }));
    }

    private (TransposedAxis Rows, TransposedAxis Columns) Axes
    {
        get
        {
            // What is cut off does not depend on the size of the image, so that explicit padding can be asked with any.
            Padding2D sides = Padding == Padding.Same ? default : Padding.For(1, 1, Kernel, Stride, Dilation);
            return (
                TransposedAxis.Of(Kernel.Height, Stride.Height, Dilation.Height, Padding, sides.Top, sides.Bottom, OutputPadding?.Height),
                TransposedAxis.Of(Kernel.Width, Stride.Width, Dilation.Width, Padding, sides.Left, sides.Right, OutputPadding?.Width));
        }
    }
}
