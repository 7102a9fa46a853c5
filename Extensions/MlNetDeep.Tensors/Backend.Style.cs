namespace MlNetDeep.Tensors;

public abstract partial class Backend
{
    /// <summary>y = mean |x[h + 1] - x[h]| + mean |x[w + 1] - x[w]|; an axis without neighbours adds 0.</summary>
    internal abstract void TotalVariation(int samples, int height, int width, int channels, Storage x, Storage y);
    internal abstract void TotalVariationGradient(int samples, int height, int width, int channels, Storage x, Storage yGradient, Storage xGradient);
}
