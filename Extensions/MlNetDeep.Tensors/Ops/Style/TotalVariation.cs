namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The total variation of images: the mean absolute difference between horizontal neighbours plus that between vertical ones
    /// (Mahendran and Vedaldi 2015). As a loss it smooths generated images. The gradient of equal neighbours is 0.
    /// </summary>
    /// <param name="x">[N, H, W, C].</param>
    /// <returns>A scalar; an axis of length 1, and a batch without numbers, contribute 0.</returns>
    /// <exception cref="ArgumentException">The input has another rank.</exception>
    public static Tensor TotalVariation(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank != 4) ThrowShape("TotalVariation", "the input is [N, H, W, C]", x.Shape);
        int samples = x.Shape[0], height = x.Shape[1], width = x.Shape[2], channels = x.Shape[3];
        Tensor y = Tensor.Allocate([]);
        Backend.Current.TotalVariation(samples, height, width, channels, x.Storage, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor xGradient = Tensor.Allocate(x.Shape);
            Backend.Current.TotalVariationGradient(samples, height, width, channels, x.Storage, gradient.Storage, xGradient.Storage);
            x.Accumulate(xGradient);
        }, x);
    }
}
