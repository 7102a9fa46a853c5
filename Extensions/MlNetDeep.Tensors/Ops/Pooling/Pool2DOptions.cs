namespace MlNetDeep.Tensors;

/// <summary>How a pooling moves its window.</summary>
public sealed record Pool2DOptions
{
    /// <summary>The window's height, at least 1. Default 2.</summary>
    public int KernelH { get; init; } = 2;

    /// <summary>The window's width, at least 1. Default 2.</summary>
    public int KernelW { get; init; } = 2;

    /// <summary>The vertical step; 0 (default) is the window's height.</summary>
    public int StrideH { get; init; }

    /// <summary>The horizontal step; 0 (default) is the window's width.</summary>
    public int StrideW { get; init; }

    /// <summary>
    /// Rows and columns around the image, each side at most half the window: they never win a maximum and are zeros to an average.
    /// Default none.
    /// </summary>
    public Padding2D Padding { get; init; }

    /// <summary>The vertical distance between the rows of the window, at least 1. Default 1.</summary>
    public int DilationH { get; init; } = 1;

    /// <summary>The horizontal distance between the columns of the window, at least 1. Default 1.</summary>
    public int DilationW { get; init; } = 1;

    /// <summary>
    /// Whether a last window that reaches beyond the image counts, as long as it begins inside the image or the padding before
    /// it. Default false.
    /// </summary>
    public bool CeilMode { get; init; }

    /// <summary>
    /// Whether an average divides by the whole window, zeros of the padding included, rather than by its pixels inside the image.
    /// What lies beyond the padding, which <see cref="CeilMode"/> may reach, never counts; a maximum does not look at this.
    /// Default true.
    /// </summary>
    public bool CountIncludePad { get; init; } = true;
}
