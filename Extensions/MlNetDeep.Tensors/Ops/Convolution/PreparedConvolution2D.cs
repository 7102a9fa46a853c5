using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

/// <summary>
/// A convolution whose weight is put in the order of the kernel once, for prediction: what <see cref="Ops.Convolution2D"/> does for
/// each call costs as much as computing when the batch is small. Nothing is recorded.
/// </summary>
/// <remarks>It keeps copies of weight and bias. Any number of threads may apply it at once.</remarks>
public sealed class PreparedConvolution2D
{
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly Convolution2DOptions _options;
    private readonly Storage? _packed;

    /// <summary>Prepares a convolution.</summary>
    /// <param name="weight">[kernel height, kernel width, C / groups, output channels].</param>
    /// <param name="bias">[output channels], or null.</param>
    /// <param name="options">Stride, padding, dilation, groups, activation; null is stride 1 without padding.</param>
    /// <exception cref="ArgumentException">The shapes do not fit each other or the options.</exception>
    public PreparedConvolution2D(Tensor weight, Tensor? bias = null, Convolution2DOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(weight);
        _options = options ?? new();
        // The smallest image that the window fits: the weight's order does not depend on the image.
        Shape image = weight.Rank == 4
            ? [0, Span(weight.Shape[0], _options.DilationH), Span(weight.Shape[1], _options.DilationW), (int)Math.Min(int.MaxValue, weight.Shape[2] * (long)Math.Max(1, _options.Groups))]
            : [0, 1, 1, 1];
        Convolution2DGeometry geometry = Ops.ConvolutionGeometry(image, weight.Shape, bias, _options);
        _weight = weight.Clone().Persist();
        _bias = bias?.Clone().Persist();
        _packed = Backend.Current.Convolution2DPack(geometry, weight.Storage);
    }

    /// <summary>Computes <c>activation(convolution(input) + bias + residual)</c>, one kernel.</summary>
    /// <param name="input">[N, H, W, C].</param>
    /// <param name="residual">Added before the activation, of the shape of the result; or null.</param>
    /// <returns>[N, OutH, OutW, output channels], as <see cref="Ops.Convolution2D"/>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit each other or the options.</exception>
    public Tensor Apply(Tensor input, Tensor? residual = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        Convolution2DGeometry geometry = Ops.ConvolutionGeometry(input.Shape, _weight.Shape, _bias, _options);
        return Ops.Convolve(geometry, input, _weight, _packed, _bias, residual, _options.Activation);
    }

    private static int Span(int kernel, int dilation) => (int)Math.Min(int.MaxValue, ((Math.Max(1, kernel) - 1L) * Math.Max(1, dilation)) + 1);
}
