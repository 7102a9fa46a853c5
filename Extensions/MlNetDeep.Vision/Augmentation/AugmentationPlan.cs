namespace MlNetDeep.Vision;

/// <summary>
/// What is done to one sample: a movement of the picture, a mixing of its colours and a rectangle that is erased. Changes are
/// added one after another and combined, so that pixels are interpolated at most once. Outside the picture it is mirrored.
/// </summary>
public sealed class AugmentationPlan
{
    internal AugmentationPlan(int width, int height, int channels) => (Width, Height, Channels) = (width, height, channels);

    /// <summary>The width of the sample.</summary>
    public int Width { get; }

    /// <summary>The height of the sample.</summary>
    public int Height { get; }

    /// <summary>The samples of each pixel: 1 (grey), 3 (RGB) or 4 (RGBA).</summary>
    public int Channels { get; }

    /// <summary>Where a new pixel comes from, both relative to the middle.</summary>
    internal AffineMap Source { get; private set; } = AffineMap.Identity;

    internal ColorMap Color { get; private set; } = ColorMap.Identity;

    /// <summary>The columns and rows that are erased; empty for none.</summary>
    internal (Range Columns, Range Rows) Erased { get; private set; } = (0..0, 0..0);

    /// <summary>Goes back to no change.</summary>
    internal void Clear() => (Source, Color, Erased) = (AffineMap.Identity, ColorMap.Identity, (0..0, 0..0));

    /// <summary>Mirrors the picture left to right.</summary>
    public void FlipHorizontal() => Source = Source.After(-1, 0, 0, 1);

    /// <summary>Mirrors the picture top to bottom.</summary>
    public void FlipVertical() => Source = Source.After(1, 0, 0, -1);

    /// <summary>Moves the picture. Whole numbers of pixels need no interpolation.</summary>
    /// <param name="right">Pixels to the right.</param>
    /// <param name="down">Pixels down.</param>
    public void Shift(float right, float down) => Source = Source.AfterShift(-right, -down);

    /// <summary>Enlarges the picture about its middle.</summary>
    /// <param name="factor">Above 1 enlarges, below 1 shrinks; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not positive.</exception>
    public void Scale(float factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        Source = Source.After(1 / factor, 0, 0, 1 / factor);
    }

    /// <summary>Stretches a rectangle of the picture to the whole size. Its sides need not be whole numbers.</summary>
    /// <param name="x">The left side in pixels, 0 at the picture's left side.</param>
    /// <param name="y">The upper side in pixels, 0 at the picture's upper side.</param>
    /// <param name="width">The width in pixels, above 0.</param>
    /// <param name="height">The height in pixels, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width or height is not positive.</exception>
    public void Crop(float x, float y, float width, float height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        Source = Source.AfterShift(x + (width - Width) / 2, y + (height - Height) / 2).After(width / Width, 0, 0, height / Height);
    }

    /// <summary>Turns the picture about its middle.</summary>
    /// <param name="degrees">The angle, clockwise.</param>
    public void Rotate(float degrees)
    {
        (float sin, float cos) = MathF.SinCos(degrees * (MathF.PI / 180));
        Source = Source.After(cos, sin, -sin, cos);
    }

    /// <summary>Makes the picture brighter or darker.</summary>
    /// <param name="amount">What is added to each colour, as a part of the full range; -1 gives black, 1 white.</param>
    public void Brighten(float amount) => Color = Color.ThenAdd(255 * amount);

    /// <summary>Moves colours away from mid-grey or towards it.</summary>
    /// <param name="factor">Above 1 for more contrast; 0 gives grey.</param>
    public void Contrast(float factor) => Color = Color.ThenScale(factor).ThenAdd(127.5f * (1 - factor));

    /// <summary>Moves colours away from the grey of the same brightness or towards it. Nothing happens to grey pictures.</summary>
    /// <param name="factor">Above 1 for stronger colours; 0 gives a grey picture.</param>
    public void Saturate(float factor)
    {
        if (Channels >= 3) Color = Color.ThenSaturate(factor);
    }

    /// <summary>Erases a rectangle: its numbers become 0, which after normalization is the mean, on a picture black. The last one counts.</summary>
    /// <param name="x">The left column.</param>
    /// <param name="y">The top row.</param>
    /// <param name="width">The width; what leaves the picture is cut off.</param>
    /// <param name="height">The height; what leaves the picture is cut off.</param>
    public void Erase(int x, int y, int width, int height)
    {
        int left = Math.Clamp(x, 0, Width), top = Math.Clamp(y, 0, Height);
        Erased = (left..Math.Clamp(x + width, left, Width), top..Math.Clamp(y + height, top, Height));
    }

    /// <summary>Applies the plan to bytes and turns them into numbers: changed byte * scale + offset.</summary>
    internal void Render(ReadOnlySpan<byte> pixels, ReadOnlySpan<float> scale, ReadOnlySpan<float> offset, Span<float> values)
    {
        bool plainColor = Color == ColorMap.Identity;
        var renderer = new AugmentationRenderer(pixels, (Width, Height, Channels), Source);
        ReadOnlySpan<float> one = [1, 1, 1, 1], zero = [0, 0, 0, 0];
        // With a mixing of colours the bytes come first, since it works on 0..255.
        if (plainColor) renderer.Move(scale, offset, values);
        else renderer.Move(one, zero, values);
        if (!plainColor) Color.Apply(values, Channels, scale, offset);
        (Range columns, Range rows) = Erased;
        for (int y = rows.Start.Value; y < rows.End.Value; y++)
            values[((y * Width + columns.Start.Value) * Channels)..((y * Width + columns.End.Value) * Channels)].Clear();
    }
}
