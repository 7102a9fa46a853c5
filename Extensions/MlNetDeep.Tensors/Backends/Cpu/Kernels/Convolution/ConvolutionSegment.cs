namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Pixels that are computed with the same taps: one rectangle of every image, or several small ones.</summary>
internal unsafe struct ConvolutionSegment
{
    public int FirstRectangle;
    public int Rectangles;
    public int Pixels;

    /// <summary>Number of the segment's first tile in the grid.</summary>
    public int FirstTile;

    /// <summary>Tiles of nearly the same number of pixels.</summary>
    public int Tiles;

    /// <summary>The taps that reach any of its pixels, as ascending indices into the pass's list.</summary>
    public int* TapNumbers;

    public int Taps;

    /// <summary>Whether some tap lies in the padding for some of the pixels.</summary>
    public bool Padded;

    public readonly int FirstPixel(int tile) => (int)((long)Pixels * tile / Tiles);
}
