using System.Runtime.CompilerServices;

namespace MlNetDeep.Imaging.Jpeg;

/// <summary>
/// Stretches a component's rows to the picture's size. Factors of two are interpolated with a triangle filter (3/4 of the
/// nearer and 1/4 of the farther sample, rounded up and down in turn), as JPEG libraries do by default; others are repeated.
/// </summary>
internal sealed class JpegUpsampler
{
    private readonly JpegComponent _component;
    private readonly (int In, int Out) _horizontal;
    private readonly (int In, int Out) _vertical;
    private readonly byte[] _row;
    private readonly short[] _sums;

    public JpegUpsampler(JpegFrame frame, JpegComponent component)
    {
        _component = component;
        _horizontal = (component.Horizontal, frame.MaxHorizontal);
        _vertical = (component.Vertical, frame.MaxVertical);
        // One sample more: a pair of new samples is written for each old one, also when the width is odd.
        _row = new byte[frame.Width + 1];
        _sums = new short[component.Width];
    }

    /// <summary>The samples of one row of the picture; valid until the next call.</summary>
    public ReadOnlySpan<byte> Row(int y, int width)
    {
        bool sameWidth = _horizontal.In == _horizontal.Out, sameHeight = _vertical.In == _vertical.Out;
        if (sameWidth && sameHeight) return Old(y)[..width];
        bool doubleWidth = 2 * _horizontal.In == _horizontal.Out, doubleHeight = 2 * _vertical.In == _vertical.Out;
        bool smoothWidth = doubleWidth && _component.Width > 2;
        if (smoothWidth && sameHeight) StretchRow(Old(y), _row);
        else if (smoothWidth && doubleHeight) StretchBoth(y);
        else if (sameWidth && doubleHeight) MixRows(y);
        else Repeat(y, width);
        return _row.AsSpan(0, width);
    }

    private ReadOnlySpan<byte> Old(int y) => _component.Samples.AsSpan(y * _component.Stride, _component.Width);

    private ReadOnlySpan<byte> Near(int y) => Old(y >> 1);

    /// <summary>The old row next to the nearest one: above it for the upper of two new rows, below it for the lower.</summary>
    private ReadOnlySpan<byte> Far(int y) => Old(Math.Clamp((y >> 1) + ((y & 1) == 0 ? -1 : 1), 0, _component.Height - 1));

    // Fast from the first call: a data set is decoded once, over before the runtime would compile this again.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StretchRow(ReadOnlySpan<byte> old, Span<byte> row)
    {
        int last = old.Length - 1;
        row[0] = old[0];
        row[1] = (byte)((3 * old[0] + old[1] + 2) >> 2);
        for (int x = 1; x < last; x++)
        {
            int value = 3 * old[x];
            row[2 * x] = (byte)((value + old[x - 1] + 1) >> 2);
            row[2 * x + 1] = (byte)((value + old[x + 1] + 2) >> 2);
        }
        row[2 * last] = (byte)((3 * old[last] + old[last - 1] + 1) >> 2);
        row[2 * last + 1] = old[last];
    }

    private void MixRows(int y)
    {
        ReadOnlySpan<byte> near = Near(y), far = Far(y);
        int half = 1 + (y & 1);
        for (int x = 0; x < near.Length; x++) _row[x] = (byte)((3 * near[x] + far[x] + half) >> 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StretchBoth(int y)
    {
        ReadOnlySpan<byte> near = Near(y), far = Far(y)[..near.Length];
        Span<short> sums = _sums.AsSpan(0, near.Length);
        for (int x = 0; x < near.Length; x++) sums[x] = (short)(3 * near[x] + far[x]);
        int last = sums.Length - 1;
        Span<byte> row = _row;
        row[0] = (byte)((4 * sums[0] + 8) >> 4);
        row[1] = (byte)((3 * sums[0] + sums[1] + 7) >> 4);
        for (int x = 1; x < last; x++)
        {
            int value = 3 * sums[x];
            row[2 * x] = (byte)((value + sums[x - 1] + 8) >> 4);
            row[2 * x + 1] = (byte)((value + sums[x + 1] + 7) >> 4);
        }
        row[2 * last] = (byte)((3 * sums[last] + sums[last - 1] + 8) >> 4);
        row[2 * last + 1] = (byte)((4 * sums[last] + 7) >> 4);
    }

    private void Repeat(int y, int width)
    {
        ReadOnlySpan<byte> old = Old(y * _vertical.In / _vertical.Out);
        for (int x = 0; x < width; x++) _row[x] = old[x * _horizontal.In / _horizontal.Out];
    }
}
