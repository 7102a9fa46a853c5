namespace MlNetDeep.Imaging;

/// <summary>
/// The part of each pixel that outlines cover, by signed areas: an edge adds, in each pixel that it crosses, the area to its
/// right within that pixel's row as a difference to the pixel before; a running sum along the row then gives the coverage.
/// </summary>
internal sealed class CoverageBuffer
{
    private readonly int _width;
    private readonly int _height;
    // Two columns more: an edge at the right border writes to the pixel after it.
    private readonly int _stride;
    private readonly float[] _delta;
    private (int Top, int Bottom) _rows;

    public CoverageBuffer(int width, int height)
    {
        (_width, _height, _stride) = (width, height, width + 2);
        _delta = new float[_stride * height];
        _rows = (height, 0);
    }

    public void AddContour(ReadOnlySpan<(float X, float Y)> corners)
    {
        foreach ((float x, float y) in corners)
            if (!float.IsFinite(x) || !float.IsFinite(y)) throw new ArgumentException($"A corner at ({x}, {y}) is not finite.", nameof(corners));
        (float X, float Y) last = corners[^1];
        foreach ((float X, float Y) corner in corners)
        {
            AddEdge(last.X, last.Y, corner.X, corner.Y);
            last = corner;
        }
    }

    public void Blend(Image image, ImageColor color)
    {
        for (int y = _rows.Top; y < _rows.Bottom; y++)
        {
            Span<byte> row = image.Row(y);
            float sum = 0;
            for (int x = 0; x < _width; x++)
            {
                sum += _delta[y * _stride + x];
                float alpha = Math.Min(Math.Abs(sum), 1) * color.A / 255f;
                // Sums that should be zero come out as rounding errors, far below one step of a byte.
                if (alpha > 1e-4f) BlendPixel(row.Slice(x * image.Channels, image.Channels), color, alpha);
            }
        }
    }

    private static void BlendPixel(Span<byte> pixel, ImageColor color, float alpha)
    {
        if (pixel.Length == 1)
        {
            pixel[0] = Mix(pixel[0], Luma.Of(color.R, color.G, color.B), alpha);
            return;
        }
        float share = alpha;
        if (pixel.Length == 4)
        {
            float below = pixel[3] / 255f * (1 - alpha);
            share = alpha / (alpha + below);
            pixel[3] = (byte)((alpha + below) * 255 + 0.5f);
        }
        pixel[0] = Mix(pixel[0], color.R, share);
        pixel[1] = Mix(pixel[1], color.G, share);
        pixel[2] = Mix(pixel[2], color.B, share);
    }

    private static byte Mix(byte below, byte above, float share) => (byte)(below + (above - below) * share + 0.5f);

    private void AddEdge(double x0, double y0, double x1, double y1)
    {
        if (y0 == y1) return;
        float direction = 1;
        if (y0 > y1) (x0, y0, x1, y1, direction) = (x1, y1, x0, y0, -1);
        double slope = (x1 - x0) / (y1 - y0);
        int first = (int)Math.Clamp(Math.Floor(y0), 0, _height), end = (int)Math.Clamp(Math.Ceiling(y1), 0, _height);
        _rows = (Math.Min(_rows.Top, first), Math.Max(_rows.Bottom, end));
        for (int y = first; y < end; y++)
        {
            double from = Math.Max(y, y0), to = Math.Min(y + 1, y1);
            AddClipped(y, x0 + (from - y0) * slope, x0 + (to - y0) * slope, to - from, direction);
        }
    }

    /// <summary>Cuts an edge within one row at the left and right border; the outer parts are moved onto the border.</summary>
    private void AddClipped(int y, double x0, double x1, double dy, float direction)
    {
        if (x0 > x1) (x0, x1) = (x1, x0);
        double perX = x1 > x0 ? dy / (x1 - x0) : 0;
        if (x0 < 0)
        {
            double outside = x1 <= 0 ? dy : -x0 * perX;
            AddInRow(y, 0, 0, outside, direction);
            (x0, dy) = (0, dy - outside);
        }
        if (x1 > _width)
        {
            double outside = x0 >= _width ? dy : (x1 - _width) * perX;
            (x1, dy) = (_width, dy - outside);
        }
        if (x0 <= x1 && dy > 0) AddInRow(y, x0, x1, dy, direction);
    }

    private void AddInRow(int y, double x0, double x1, double dy, float direction)
    {
        Span<float> row = _delta.AsSpan(y * _stride, _stride);
        int first = Math.Min((int)x0, _width), last = Math.Min((int)Math.Ceiling(x1), _width);
        if (last <= first + 1)
        {
            double right = 1 - ((x0 + x1) / 2 - first);
            row[first] += (float)(direction * dy * right);
            row[first + 1] += (float)(direction * dy * (1 - right));
            return;
        }
        double perX = dy / (x1 - x0), covered = 0;
        for (int x = first; x < last; x++)
        {
            // The area right of the edge grows from pixel to pixel; what is new in this pixel is the difference.
            double from = Math.Max(x, x0), to = Math.Min(x + 1, x1);
            double part = (to - from) * perX;
            double area = (from - x0) * perX + part * (x + 1 - (from + to) / 2);
            row[x] += (float)(direction * (area - covered));
            covered = area;
        }
        row[last] += (float)(direction * (dy - covered));
    }
}
