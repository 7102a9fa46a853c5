namespace MlNetDeep.Tensors;

/// <summary>How many rows and columns are imagined around an image; zeros for a convolution, minus infinity for a maximum.</summary>
/// <param name="Top">Rows above, at least 0.</param>
/// <param name="Bottom">Rows below, at least 0.</param>
/// <param name="Left">Columns to the left, at least 0.</param>
/// <param name="Right">Columns to the right, at least 0.</param>
public readonly record struct Padding2D(int Top, int Bottom, int Left, int Right)
{
    /// <summary>No padding: windows lie inside the image.</summary>
    public static Padding2D Valid => default;

    /// <summary>The same padding on all four sides.</summary>
    /// <param name="size">Rows and columns, at least 0.</param>
    /// <returns>The padding.</returns>
    public static Padding2D All(int size) => new(size, size, size, size);

    /// <summary>
    /// The padding with which the output has <c>ceil(size / stride)</c> rows and columns; an odd rest goes to the bottom and the
    /// right. The convention of Keras and TensorFlow.
    /// </summary>
    /// <param name="height">The image's height.</param>
    /// <param name="width">The image's width.</param>
    /// <param name="kernelHeight">The window's height.</param>
    /// <param name="kernelWidth">The window's width.</param>
    /// <param name="strideHeight">The vertical step. Default 1.</param>
    /// <param name="strideWidth">The horizontal step. Default 1.</param>
    /// <param name="dilationHeight">The distance between the window's rows. Default 1.</param>
    /// <param name="dilationWidth">The distance between the window's columns. Default 1.</param>
    /// <returns>The padding.</returns>
    /// <exception cref="OverflowException">The window is too large for a padding to be an int.</exception>
    public static Padding2D Same(int height, int width, int kernelHeight, int kernelWidth, int strideHeight = 1, int strideWidth = 1, int dilationHeight = 1, int dilationWidth = 1)
    {
        int rows = Total(height, kernelHeight, strideHeight, dilationHeight), columns = Total(width, kernelWidth, strideWidth, dilationWidth);
        return new(rows / 2, rows - (rows / 2), columns / 2, columns - (columns / 2));
    }

    private static int Total(int size, int kernel, int stride, int dilation) =>
        checked((int)Math.Max((((size + (long)stride - 1) / stride) - 1) * stride + ((kernel - 1L) * dilation) + 1 - size, 0));
}
