namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The shape and the constants of local response normalisation over the channels of [rows, channels].</summary>
internal readonly record struct LocalResponseNormGeometry(int Rows, int Channels, int Size, float Alpha, float Beta, float K)
{
    /// <summary>The channels of a window before its own.</summary>
    internal int Before => Size / 2;

    /// <summary>The channels of a window after its own.</summary>
    internal int After => (Size - 1) / 2;
}
