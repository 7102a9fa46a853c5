namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>A register tile of one block: its pixels, and the taps that reach them.</summary>
internal unsafe struct ConvolutionTile
{
    /// <summary>For each tap <see cref="ConvolutionAddresses.TapStride"/> addresses, of which the first <see cref="Pixels"/>
    /// count.</summary>
    public float** Sources;

    public float** Destinations;
    public int Pixels;

    /// <summary>Ascending indices into the pass's list of taps.</summary>
    public int* TapNumbers;

    public int Taps;
}
