namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>What a scratch buffer is for.</summary>
internal enum ScratchSlot
{
    /// <summary>Partial sums that the caller reduces after all blocks are done.</summary>
    Partials,

    /// <summary>The taps of a convolution, which its blocks read.</summary>
    Taps,

    /// <summary>The rectangles of a convolution's grid, which its blocks read.</summary>
    GridRectangles,

    /// <summary>The segments of a convolution's grid, which its blocks read.</summary>
    GridSegments,

    /// <summary>The taps of the segments of a convolution's grid, which its blocks read.</summary>
    GridTaps,

    /// <summary>The weights of all panels, which the blocks of a convolution share.</summary>
    PackedWeights,

    /// <summary>The tiles of one block.</summary>
    Tiles,

    /// <summary>Zeros that stand for the padding of a convolution.</summary>
    ZeroRow,

    /// <summary>The right-hand matrix or the weights of one panel.</summary>
    Panel,

    /// <summary>Rows of the left-hand matrix, or patches of an input with few channels.</summary>
    Rows,

    /// <summary>Input addresses of one block, by tile, tap and pixel.</summary>
    InputPointers,

    /// <summary>Output addresses of one block.</summary>
    OutputPointers,

    /// <summary>Addresses of the residual of one block.</summary>
    InitialPointers,

    /// <summary>A tile whose columns are not all stored.</summary>
    Tile,

    /// <summary>The sums of one row of an input gradient.</summary>
    Sums,

    /// <summary>A bias filled up with zeros to the width of a panel.</summary>
    Bias,

    /// <summary>The parameters of an optimizer's step, which its blocks read.</summary>
    Updates,

    /// <summary>The channels of some pixels, each with those that precede and follow it.</summary>
    Neighbours,

    /// <summary>The number of purposes.</summary>
    Count,
}
