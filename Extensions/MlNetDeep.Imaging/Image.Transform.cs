namespace MlNetDeep.Imaging;

public sealed partial class Image
{
    /// <summary>This picture in another size; the sides need not keep their ratio. The same pixels on every processor.</summary>
    /// <param name="width">The new width, at least 1.</param>
    /// <param name="height">The new height, at least 1.</param>
    /// <param name="interpolation">How new pixels are found; default <see cref="Interpolation.Bilinear"/>, which averages when shrinking.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive or too large for one array.</exception>
    public Image Resize(int width, int height, Interpolation interpolation = Interpolation.Bilinear)
    {
        var result = new Image(width, height, Channels);
        Resampler.Resize(this, result, interpolation);
        return result;
    }

    /// <summary>The part of this picture inside a rectangle.</summary>
    /// <param name="x">The rectangle's left column.</param>
    /// <param name="y">The rectangle's top row.</param>
    /// <param name="width">The rectangle's width, at least 1.</param>
    /// <param name="height">The rectangle's height, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle is empty or leaves the picture.</exception>
    public Image Crop(int x, int y, int width, int height)
    {
        CheckRange(x, width, Width, nameof(x), nameof(width));
        CheckRange(y, height, Height, nameof(y), nameof(height));
        var result = new Image(width, height, Channels);
        for (int row = 0; row < height; row++)
            Row(y + row).Slice(x * Channels, width * Channels).CopyTo(result.Row(row));
        return result;
    }

    /// <summary>This picture mirrored left to right.</summary>
    public Image FlipHorizontal() => Permute(Width, Height, (x, y) => (Width - 1 - x, y));

    /// <summary>This picture mirrored top to bottom.</summary>
    public Image FlipVertical()
    {
        var result = new Image(Width, Height, Channels);
        for (int y = 0; y < Height; y++) Row(y).CopyTo(result.Row(Height - 1 - y));
        return result;
    }

    /// <summary>This picture turned clockwise by quarters of a circle; width and height change places when the number is odd.</summary>
    /// <param name="quarters">How many quarters; default 1. Negative numbers turn the other way.</param>
    public Image Rotate90(int quarters = 1) => (quarters & 3) switch
    {
        0 => Clone(),
        1 => Permute(Height, Width, (x, y) => (y, Height - 1 - x)),
        2 => Permute(Width, Height, (x, y) => (Width - 1 - x, Height - 1 - y)),
        _ => Permute(Height, Width, (x, y) => (Width - 1 - y, x)),
    };

    /// <summary>This picture mirrored at the diagonal from the top left: rows become columns.</summary>
    internal Image Transpose() => Permute(Height, Width, (x, y) => (y, x));

    private Image Permute(int width, int height, Func<int, int, (int X, int Y)> source)
    {
        var result = new Image(width, height, Channels);
        int i = 0;
        for (int y = 0; y < height; y++)
        {
            // The source is affine, so that two probes per row give its start and step.
            (int x0, int y0) = source(0, y);
            (int x1, int y1) = width > 1 ? source(1, y) : (x0, y0);
            int step = ((y1 - y0) * Width + (x1 - x0)) * Channels;
            int from = (y0 * Width + x0) * Channels;
            for (int x = 0; x < width; x++, from += step)
                for (int c = 0; c < Channels; c++) result._pixels[i++] = _pixels[from + c];
        }
        return result;
    }

    private static void CheckRange(int start, int length, int size, string startName, string lengthName)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start, startName);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length, lengthName);
        if (length > size - start)
            throw new ArgumentOutOfRangeException(lengthName, length, $"The range from {start} of length {length} leaves the picture's {size} pixels.");
    }
}
