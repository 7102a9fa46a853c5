namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>What a register tile reads and writes.</summary>
internal unsafe struct GemmTileArguments
{
    /// <summary>Addresses of the left-hand side. <see cref="GemmRowTile"/>: for each tap, <see cref="TapStride"/>
    /// addresses of rows; <see cref="GemmPointTile"/>: for each step of the sum, the address of one number per row
    /// of the tile.</summary>
    public float** Left;

    /// <summary>Addresses per tap.</summary>
    public int TapStride;

    /// <summary>Taps that a row tile sums over.</summary>
    public int Taps;

    /// <summary>Row tile: the number of each of its taps within <see cref="Panel"/>.</summary>
    public int* TapNumbers;

    /// <summary>Row tile: numbers of the panel per tap.</summary>
    public nint TapPanelStride;

    /// <summary>First number read from each address.</summary>
    public nint First;

    /// <summary>Row tile: numbers read from each address. Point tile: steps of the sum.</summary>
    public nint Count;

    /// <summary>The right-hand side: for each step of the sum, the columns of this tile.</summary>
    public float* Panel;

    /// <summary>Distance between the steps of the panel.</summary>
    public nint PanelStride;

    /// <summary>Row tile: what a later tile will read; each step asks the second-level cache for the next line of it.</summary>
    public float* Prefetch;

    /// <summary>Row tile: numbers that <see cref="Prefetch"/> moves on per step: a line, or 0 if there is nothing to ask for.</summary>
    public nint PrefetchStep;

    /// <summary>Addresses of the rows of the result.</summary>
    public float** Outputs;

    /// <summary>First column of the result.</summary>
    public nint Column;

    /// <summary>Columns of the result; those beyond are not stored.</summary>
    public int Columns;

    /// <summary>Numbers added to each row, as many as the panel is wide, or null.</summary>
    public float* Bias;

    /// <summary>Row tile: distance from a number of the result to the one that is added to it in the store, or 0.</summary>
    public nint Residual;

    /// <summary>Whether the sums start from what the result holds.</summary>
    public bool Accumulate;

    /// <summary>Whether negative results become zero.</summary>
    public bool Relu;
}
