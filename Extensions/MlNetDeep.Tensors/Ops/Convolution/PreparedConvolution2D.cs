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

    /// <summary>Prepares a convolution.</summary>
    /// <param name="weight">[kernel height, kernel width, C / groups, output channels].</param>
    /// <param name="bias">[output channels], or null.</param>
    /// <param name="options">Stride, padding, dilation, groups, activation; null is stride 1 without padding.</param>
    public PreparedConvolution2D(Tensor weight, Tensor? bias = null, Convolution2DOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(weight);
        _weight = weight.Clone();
        _bias = bias?.Clone();
        _options = options ?? new();
    }

    /// <summary>Computes <c>activation(convolution(input) + bias + residual)</c>, one kernel.</summary>
    /// <param name="input">[N, H, W, C].</param>
    /// <param name="residual">Added before the activation, of the shape of the result; or null.</param>
    /// <returns>[N, OutH, OutW, output channels], as <see cref="Ops.Convolution2D"/>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit each other or the options.</exception>
    public Tensor Apply(Tensor input, Tensor? residual = null)
    {
        using IDisposable noGrad = Tensor.NoGrad();
        if (residual is null) return Ops.Convolution2D(input, _weight, _bias, _options);
        Tensor sum = Ops.Convolution2D(input, _weight, _bias, _options with { Activation = FusedActivation.None }) + residual;
        return _options.Activation == FusedActivation.Relu ? Ops.Relu(sum) : sum;
    }
}
