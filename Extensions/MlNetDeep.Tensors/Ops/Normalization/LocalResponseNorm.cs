using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Local response normalisation across channels (Krizhevsky, Sutskever and Hinton 2012):
    /// <c>x / (k + alpha / size * sum(x^2))^beta</c>, the sum over the channels <c>c - size / 2</c> to <c>c + (size - 1) / 2</c> of the
    /// same position, with zeros outside, as PyTorch's <c>local_response_norm</c>.
    /// </summary>
    /// <param name="input">[..., C].</param>
    /// <param name="options">Size, alpha, beta and k; null is the default.</param>
    /// <returns>The shape of the input.</returns>
    /// <exception cref="ArgumentException">The input is a scalar.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    public static Tensor LocalResponseNorm(Tensor input, LocalResponseNormOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        options ??= new();
        if (input.Rank == 0) ThrowShape("LocalResponseNorm", "the input is [..., C]", input.Shape);
        if (options.Size < 1) throw new ArgumentOutOfRangeException(nameof(options), options.Size, $"LocalResponseNorm: the size is at least 1, but is {options.Size}");
        int channels = input.Shape[-1];
        var geometry = new LocalResponseNormGeometry(channels == 0 ? 0 : input.Count / channels, channels, options.Size, options.Alpha, options.Beta, options.K);
        Tensor y = Tensor.Allocate(input.Shape);
        Backend.Current.LocalResponseNorm(geometry, input.Storage, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor inputGradient = Tensor.Allocate(input.Shape);
            Backend.Current.LocalResponseNormGradient(geometry, input.Storage, gradient.Storage, inputGradient.Storage);
            input.Accumulate(inputGradient);
        }, input);
    }
}
