using System.Buffers.Binary;

namespace MlNetDeep.Imaging.Png;

/// <summary>
/// Turns the packed samples of a row into the picture's channels: small depths are stretched to 0..255, of 16 bits the high
/// byte is kept, palette indices are looked up, and transparency becomes alpha when the picture has four channels.
/// </summary>
internal sealed class PngRowExpander
{
    private readonly PngHeader _header;
    private readonly int _channels;
    private readonly byte[] _lookup;
    private readonly int _lookupCount;
    private readonly int[]? _transparent;

    public PngRowExpander(PngFile file, int channels)
    {
        (_header, _channels) = (file.Header, channels);
        _lookup = _header.BitDepth <= 8 && _header.SamplesPerPixel == 1 ? MakeLookup(file, channels, out _lookupCount) : [];
        if (channels == 4 && _lookup.Length == 0 && file.Transparency is { } key)
            _transparent = [.. Enumerable.Range(0, key.Length / 2).Select(i => (int)BinaryPrimitives.ReadUInt16BigEndian(key.AsSpan(2 * i)))];
    }

    public void Expand(ReadOnlySpan<byte> row, Span<byte> target)
    {
        if (_lookup.Length > 0) ExpandLookup(row, target);
        else if (_header.BitDepth == 8) ExpandSamples(row, target, 1);
        else ExpandSamples(row, target, 2);
    }

    /// <summary>Grey and palette pixels of up to 8 bits have at most 256 values, whose channels are worked out once.</summary>
    private static byte[] MakeLookup(PngFile file, int channels, out int count)
    {
        bool palette = file.Header.ColorType == PngColorType.Palette;
        int values = 1 << file.Header.BitDepth;
        count = palette ? Math.Min(values, file.Palette.Length / 3) : values;
        int key = !palette && file.Transparency is { } t ? BinaryPrimitives.ReadUInt16BigEndian(t) : -1;
        var lookup = new byte[values * channels];
        for (int v = 0; v < count; v++)
        {
            Span<byte> entry = lookup.AsSpan(v * channels, channels);
            if (palette) file.Palette.AsSpan(3 * v, 3).CopyTo(entry);
            else entry.Fill((byte)(v * 255 / (values - 1)));
            if (channels == 4) entry[3] = palette ? (v < file.Transparency!.Length ? file.Transparency[v] : (byte)255) : (byte)(v == key ? 0 : 255);
        }
        return lookup;
    }

    private void ExpandLookup(ReadOnlySpan<byte> row, Span<byte> target)
    {
        int depth = _header.BitDepth, mask = (1 << depth) - 1, pixels = target.Length / _channels;
        for (int x = 0, j = 0; x < pixels; x++, j += _channels)
        {
            int bit = x * depth;
            int value = (row[bit >> 3] >> (8 - depth - (bit & 7))) & mask;
            if (value >= _lookupCount) throw new DecodeException($"a pixel has palette index {value}, but the palette has {_lookupCount} colours");
            for (int c = 0; c < _channels; c++) target[j + c] = _lookup[value * _channels + c];
        }
    }

    private void ExpandSamples(ReadOnlySpan<byte> row, Span<byte> target, int sampleBytes)
    {
        int samples = _header.SamplesPerPixel, step = samples * sampleBytes;
        if (sampleBytes == 1 && samples == _channels)
        {
            row[..target.Length].CopyTo(target);
            return;
        }
        bool gray = _header.IsGray, hasAlpha = samples is 2 or 4;
        for (int i = 0, j = 0; j < target.Length; i += step, j += _channels)
        {
            target[j] = row[i];
            if (_channels == 1) continue;
            target[j + 1] = gray ? row[i] : row[i + sampleBytes];
            target[j + 2] = gray ? row[i] : row[i + 2 * sampleBytes];
            if (_channels == 4) target[j + 3] = hasAlpha ? row[i + step - sampleBytes] : IsTransparent(row.Slice(i, step), sampleBytes) ? (byte)0 : (byte)255;
        }
    }

    private bool IsTransparent(ReadOnlySpan<byte> pixel, int sampleBytes)
    {
        for (int c = 0; c < _transparent!.Length; c++)
        {
            int value = sampleBytes == 1 ? pixel[c] : BinaryPrimitives.ReadUInt16BigEndian(pixel[(2 * c)..]);
            if (value != _transparent[c]) return false;
        }
        return true;
    }
}
