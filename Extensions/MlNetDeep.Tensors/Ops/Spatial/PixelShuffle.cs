namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Exchanges depth for space (Shi et al. 2016): channel c * factor^2 + i * factor + j of a pixel becomes channel c of the pixel i
    /// below and j to the right, the order of PyTorch.
    /// </summary>
    /// <param name="input">[N, H, W, C * factor * factor].</param>
    /// <param name="factor">How many times as high and wide the result is, at least 1.</param>
    /// <returns>[N, H * factor, W * factor, C].</returns>
    /// <exception cref="ArgumentException">The input has another rank, or factor * factor does not divide its channels.</exception>
    public static Tensor PixelShuffle(Tensor input, int factor)
    {
        const string name = "PixelShuffle";
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != 4) ThrowShape(name, "the input is [N, H, W, C]", input.Shape);
        if (factor < 1 || input.Shape[3] % ((long)factor * factor) != 0) ThrowShape(name, $"the factor is at least 1 and its square divides the {input.Shape[3]} channels, but is {factor}", input.Shape);
        return Shuffled(input, [input.Shape[0], checked(input.Shape[1] * factor), checked(input.Shape[2] * factor), input.Shape[3] / factor / factor], factor, inverse: false);
    }

    /// <summary>Exchanges space for depth: the inverse of <see cref="PixelShuffle"/>.</summary>
    /// <param name="input">[N, H * factor, W * factor, C].</param>
    /// <param name="factor">How many times as high and wide the input is, at least 1.</param>
    /// <returns>[N, H, W, C * factor * factor].</returns>
    /// <exception cref="ArgumentException">The input has another rank, or the factor does not divide its height and width.</exception>
    public static Tensor PixelUnshuffle(Tensor input, int factor)
    {
        const string name = "PixelUnshuffle";
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != 4) ThrowShape(name, "the input is [N, H, W, C]", input.Shape);
        if (factor < 1 || input.Shape[1] % factor != 0 || input.Shape[2] % factor != 0) ThrowShape(name, $"the factor is at least 1 and divides height and width, but is {factor}", input.Shape);
        return Shuffled(input, [input.Shape[0], input.Shape[1] / factor, input.Shape[2] / factor, checked(input.Shape[3] * factor * factor)], factor, inverse: true);
    }

    private static Tensor Shuffled(Tensor input, Shape shape, int factor, bool inverse)
    {
        Tensor y = Tensor.Allocate(shape);
        Shape deep = inverse ? shape : input.Shape;
        int channels = (inverse ? input.Shape : shape)[3];
        Backend.Current.PixelShuffle(deep[0], deep[1], deep[2], channels, factor, inverse, input.Storage, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor inputGradient = Tensor.Allocate(input.Shape);
            Backend.Current.PixelShuffle(deep[0], deep[1], deep[2], channels, factor, !inverse, gradient.Storage, inputGradient.Storage);
            input.Accumulate(inputGradient);
        }, input);
    }
}
