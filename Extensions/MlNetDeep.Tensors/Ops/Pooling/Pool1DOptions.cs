namespace MlNetDeep.Tensors;

/// <summary>How a pooling moves its window along a sequence.</summary>
public sealed record Pool1DOptions
{
    /// <summary>The window's length, at least 1. Default 2.</summary>
    public int Kernel { get; init; } = 2;

    /// <summary>The step; 0 (default) is the window's length.</summary>
    public int Stride { get; init; }

    /// <summary>Numbers imagined before the sequence, at most half the window. Default 0.</summary>
    public int PaddingBefore { get; init; }

    /// <summary>Numbers imagined behind the sequence, at most half the window. Default 0.</summary>
    public int PaddingAfter { get; init; }

    /// <summary>The distance between the numbers of the window, at least 1. Default 1.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>As <see cref="Pool2DOptions.CeilMode"/>. Default false.</summary>
    public bool CeilMode { get; init; }

    /// <summary>As <see cref="Pool2DOptions.CountIncludePad"/>. Default true.</summary>
    public bool CountIncludePad { get; init; } = true;

    internal Pool2DOptions Rows => new()
    {
        KernelH = 1,
        KernelW = Kernel,
        StrideH = 1,
        StrideW = Stride,
        Padding = new Padding2D(0, 0, PaddingBefore, PaddingAfter),
        DilationW = Dilation,
        CeilMode = CeilMode,
        CountIncludePad = CountIncludePad,
    };
}
