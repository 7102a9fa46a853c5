namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The Gram matrix of the channels of each sample (Gatys, Ecker and Bethge 2016): which features occur together, regardless of
    /// where. <c>G[n, i, j] = sum over positions of x[n, :, :, i] x[n, :, :, j] / (H W C)</c>, the normalisation of Johnson, Alahi
    /// and Fei-Fei 2016.
    /// </summary>
    /// <param name="x">[N, H, W, C], C and H W at least 1.</param>
    /// <returns>[N, C, C], symmetric.</returns>
    /// <exception cref="ArgumentException">The input has another rank, or samples without numbers.</exception>
    public static Tensor GramMatrix(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank != 4 || x.Shape[1] == 0 || x.Shape[2] == 0 || x.Shape[3] == 0) ThrowShape("GramMatrix", "the input is [N, H, W, C], only N may be 0", x.Shape);
        int samples = x.Shape[0], channels = x.Shape[3], positions = samples == 0 ? 0 : x.Count / samples / channels;
        float scale = (float)(1 / ((double)positions * channels));
        Tensor y = Tensor.Allocate([samples, channels, channels]);
        for (int n = 0; n < samples; n++)
        {
            int start = n * positions * channels;
            Backend.Current.Gemm(channels, channels, positions, x.Storage, start, true, x.Storage, start, false, y.Storage, n * channels * channels, false, null, FusedActivation.None);
        }
        Backend.Current.Affine(y.Storage, scale, 0, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor scaled = Tensor.Allocate(y.Shape), xGradient = Tensor.Allocate(x.Shape);
            Backend.Current.Affine(gradient.Storage, scale, 0, scaled.Storage);
            for (int n = 0; n < samples; n++)
            {
                // Both factors of the product are x: its gradient is X dG + X dG'.
                int start = n * positions * channels, gram = n * channels * channels;
                Backend.Current.Gemm(positions, channels, channels, x.Storage, start, false, scaled.Storage, gram, false, xGradient.Storage, start, false, null, FusedActivation.None);
                Backend.Current.Gemm(positions, channels, channels, x.Storage, start, false, scaled.Storage, gram, true, xGradient.Storage, start, true, null, FusedActivation.None);
            }
            scaled.Free();
            x.Accumulate(xGradient);
        }, x);
    }
}
