namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The shape and the constants of local response normalisation over the channels of [rows, channels].</summary>
internal readonly record struct LocalResponseNormGeometry(int Rows, int Channels, int Size, float Alpha, float Beta, float K)
{
    /// <summary>The channels of a window before its own, no more than there can be.</summary>
    internal int Before => Math.Min(Size / 2, Channels);

    /// <summary>The channels of a window after its own, no more than there can be.</summary>
    internal int After => Math.Min((Size - 1) / 2, Channels);

    /// <summary>The channels of a window.</summary>
    internal int Window => Before + 1 + After;
}
