namespace MlNetDeep.Vision;

/// <summary>
/// Moves the pixels of one sample: without interpolation when they go to whole places, else bilinearly between the four
/// nearest. Beyond its borders the picture goes on mirrored, the border pixel repeated.
/// </summary>
internal readonly ref struct AugmentationRenderer(ReadOnlySpan<byte> pixels, (int Width, int Height, int Channels) shape, AffineMap map)
{
    private readonly ReadOnlySpan<byte> _pixels = pixels;
    private readonly int _width = shape.Width;
    private readonly int _height = shape.Height;
    private readonly int _channels = shape.Channels;

    public void Move(ReadOnlySpan<float> scale, ReadOnlySpan<float> offset, Span<float> values)
    {
        // A flip about the middle and a shift keep pixel centres on pixel centres, in pictures of even and odd size.
        if (map.MovesWholePixels) MoveWhole(scale, offset, values);
        else Interpolate(scale, offset, values);
    }

    private void MoveWhole(ReadOnlySpan<float> scale, ReadOnlySpan<float> offset, Span<float> values)
    {
        int stepX = (int)map.XX, stepY = (int)map.YY;
        int startX = (stepX > 0 ? 0 : _width - 1) + (int)map.X, startY = (stepY > 0 ? 0 : _height - 1) + (int)map.Y;
        int i = 0;
        for (int y = 0; y < _height; y++)
        {
            ReadOnlySpan<byte> row = _pixels.Slice(Mirror(startY + y * stepY, _height) * _width * _channels, _width * _channels);
            for (int x = 0; x < _width; x++)
            {
                int column = startX + x * stepX;
                if ((uint)column >= (uint)_width) column = Mirror(column, _width);
                ReadOnlySpan<byte> pixel = row.Slice(column * _channels, _channels);
                for (int c = 0; c < pixel.Length; c++) values[i++] = pixel[c] * scale[c] + offset[c];
            }
        }
    }

    private void Interpolate(ReadOnlySpan<float> scale, ReadOnlySpan<float> offset, Span<float> values)
    {
        float middleX = (_width - 1) / 2f, middleY = (_height - 1) / 2f;
        int i = 0;
        for (int y = 0; y < _height; y++)
        {
            for (int x = 0; x < _width; x++)
            {
                float dx = x - middleX, dy = y - middleY;
                float fromX = map.XX * dx + map.XY * dy + map.X + middleX, fromY = map.YX * dx + map.YY * dy + map.Y + middleY;
                float floorX = MathF.Floor(fromX), floorY = MathF.Floor(fromY);
                float partX = fromX - floorX, partY = fromY - floorY;
                int x0 = Mirror((int)floorX, _width) * _channels, x1 = Mirror((int)floorX + 1, _width) * _channels;
                ReadOnlySpan<byte> row0 = Row((int)floorY), row1 = Row((int)floorY + 1);
                for (int c = 0; c < _channels; c++)
                {
                    float above = row0[x0 + c] + (row0[x1 + c] - row0[x0 + c]) * partX;
                    float below = row1[x0 + c] + (row1[x1 + c] - row1[x0 + c]) * partX;
                    values[i++] = (above + (below - above) * partY) * scale[c] + offset[c];
                }
            }
        }
    }

    private ReadOnlySpan<byte> Row(int y) => _pixels.Slice(Mirror(y, _height) * _width * _channels, _width * _channels);

    private static int Mirror(int place, int size)
    {
        if ((uint)place < (uint)size) return place;
        int period = 2 * size;
        place = ((place % period) + period) % period;
        return place < size ? place : period - 1 - place;
    }
}
