namespace MlNetDeep.Tensors;

/// <summary>How <see cref="Ops.ConvolutionTranspose2D"/> spreads its input.</summary>
public sealed record ConvolutionTranspose2DOptions
{
    /// <summary>The vertical distance between the windows in the result, at least 1. Default 1.</summary>
    public int StrideH { get; init; } = 1;

    /// <summary>The horizontal distance between the windows in the result, at least 1. Default 1.</summary>
    public int StrideW { get; init; } = 1;

    /// <summary>Rows and columns cut off the result. Default none.</summary>
    public Padding2D Padding { get; init; }

    /// <summary>Rows added at the bottom, below the stride or the dilation: which of the sizes that one convolution maps to the input's. Default 0.</summary>
    public int OutputPaddingH { get; init; }

    /// <summary>Columns added on the right, below the stride or the dilation. Default 0.</summary>
    public int OutputPaddingW { get; init; }

    /// <summary>The vertical distance between the rows of the window, at least 1. Default 1.</summary>
    public int DilationH { get; init; } = 1;

    /// <summary>The horizontal distance between the columns of the window, at least 1. Default 1.</summary>
    public int DilationW { get; init; } = 1;

    /// <summary>As <see cref="Convolution2DOptions.Groups"/>. Default 1.</summary>
    public int Groups { get; init; } = 1;
}
