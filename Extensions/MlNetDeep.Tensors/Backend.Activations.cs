namespace MlNetDeep.Tensors;

public abstract partial class Backend
{
    /// <summary>y = x above 0, else slope x, with one slope or one per channel, the innermost axis.</summary>
    internal abstract void PRelu(Storage x, Storage slope, Storage y);
    internal abstract void PReluGradient(Storage x, Storage slope, Storage yGradient, Storage? xGradient, Storage slopeGradient);
}
