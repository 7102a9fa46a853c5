using System.Buffers.Binary;

namespace MlNetDeep.Imaging.Jpeg;

/// <summary>Reads the segments of a JPEG file in turn and keeps the tables that are in force.</summary>
internal ref struct JpegFile(ReadOnlySpan<byte> data, ImageLoadOptions options)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private readonly ushort[]?[] _quantization = new ushort[4][];
    private readonly HuffmanTable?[] _dc = new HuffmanTable[4];
    private readonly HuffmanTable?[] _ac = new HuffmanTable[4];
    private int _position = 2;
    private int _restartInterval;
    private bool _isJfif;
    private int _adobeTransform = -1;

    /// <summary>The EXIF orientation, 1 to 8.</summary>
    public int Orientation { get; private set; } = ExifOrientation.Upright;

    /// <summary>Reads up to and with the frame header.</summary>
    public JpegFrame ReadFrame()
    {
        while (true)
        {
            int marker = NextMarker();
            if (marker is JpegMarker.EndOfImage or JpegMarker.StartOfScan) throw new DecodeException("it has no frame header before its pixels");
            ReadOnlySpan<byte> segment = ReadSegment(marker);
            if (JpegMarker.IsFrame(marker)) return JpegFrame.Read(marker, segment);
            ReadTables(marker, segment);
        }
    }

    /// <summary>Reads the scans after the frame header.</summary>
    public void ReadScans(JpegFrame frame)
    {
        CheckThereAreEnoughBits(frame);
        int missing = frame.Components.Length;
        bool allocated = false;
        while (true)
        {
            int marker = NextMarker();
            if (marker == JpegMarker.EndOfImage)
            {
                if (missing > 0) throw new DecodeException($"it ends with {missing} of {frame.Components.Length} colour components missing");
                return;
            }
            ReadOnlySpan<byte> segment = ReadSegment(marker);
            if (JpegMarker.IsFrame(marker)) throw new DecodeException("it has two frame headers");
            if (marker != JpegMarker.StartOfScan)
            {
                ReadTables(marker, segment);
                continue;
            }
            JpegScan scan = JpegScan.Read(segment, frame);
            missing -= Prepare(frame, scan);
            if (!allocated) foreach (JpegComponent component in frame.Components) component.Allocate(frame.IsProgressive);
            allocated = true;
            _position = JpegScanLoop.Run(_data, _position, frame, scan, _restartInterval);
            // A sequential file is complete now, whatever follows; only a progressive one may still get better.
            if (missing == 0 && !frame.IsProgressive) return;
        }
    }

    public readonly JpegColorModel ColorModel(JpegFrame frame)
    {
        JpegComponent[] c = frame.Components;
        if (c.Length == 1) return JpegColorModel.Gray;
        if (c.Length == 4) return _adobeTransform == 2 ? JpegColorModel.Ycck : JpegColorModel.Cmyk;
        if (_isJfif) return JpegColorModel.YCbCr;
        if (_adobeTransform >= 0) return _adobeTransform == 0 ? JpegColorModel.Rgb : JpegColorModel.YCbCr;
        return (c[0].Id, c[1].Id, c[2].Id) == ('R', 'G', 'B') ? JpegColorModel.Rgb : JpegColorModel.YCbCr;
    }

    /// <summary>Every block takes at least one bit, so that a small file cannot ask for a large picture.</summary>
    private readonly void CheckThereAreEnoughBits(JpegFrame frame)
    {
        long blocks = frame.Components.Sum(c => (long)c.BlocksWide * c.BlocksHigh), bits = 8L * (_data.Length - _position);
        if (blocks > bits) throw new DecodeException($"its {_data.Length} bytes are too few for {frame.Width} x {frame.Height} pixels");
    }

    /// <summary>Gives a scan's components their tables; the result is how many of them no scan has had before.</summary>
    private readonly int Prepare(JpegFrame frame, JpegScan scan)
    {
        int added = 0;
        foreach (JpegScanComponent c in scan.Components)
        {
            bool isNew = c.Component.Quantization is null;
            if (!isNew && !frame.IsProgressive) throw new DecodeException($"component {c.Component.Id} is in two scans");
            if (isNew) added++;
            c.Component.Quantization ??= _quantization[c.Component.QuantizationIndex]
                ?? throw new DecodeException($"quantization table {c.Component.QuantizationIndex} is missing");
            if (scan.SpectralStart == 0 && scan.High == 0) c.Dc = Find(_dc, StandardHuffmanTables.Dc, c.DcIndex);
            if (scan.SpectralEnd > 0) c.Ac = Find(_ac, StandardHuffmanTables.Ac, c.AcIndex);
        }
        return added;

        static HuffmanTable Find(HuffmanTable?[] tables, HuffmanTable[] standard, int index) =>
            tables[index] ?? (index < standard.Length ? standard[index] : throw new DecodeException($"Huffman table {index} is missing"));
    }

    /// <summary>Finds the next marker; other bytes before it are skipped, as other readers do.</summary>
    private int NextMarker()
    {
        while (true)
        {
            int skip = _data[_position..].IndexOf((byte)0xFF);
            if (skip < 0 || _position + skip + 1 >= _data.Length) throw new DecodeException($"the file ends at byte {_data.Length}, before its end marker");
            _position += skip + 1;
            int marker = _data[_position];
            if (marker is 0 or 0xFF) continue;
            _position++;
            if (marker == JpegMarker.EndOfImage || !JpegMarker.HasNoData(marker)) return marker;
        }
    }

    private ReadOnlySpan<byte> ReadSegment(int marker)
    {
        ReadOnlySpan<byte> rest = _data[_position..];
        if (rest.Length < 2) throw new DecodeException($"the file ends at byte {_data.Length}, in a segment header");
        int length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (length < 2) throw new DecodeException($"segment FF{marker:X2} at byte {_position - 2} has length {length}, expected at least 2");
        if (length > rest.Length) throw new DecodeException($"segment FF{marker:X2} at byte {_position - 2} claims {length} bytes, but the file has {rest.Length} left");
        _position += length;
        return rest[2..length];
    }

    private void ReadTables(int marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case JpegMarker.QuantizationTables:
                ReadQuantization(segment);
                break;
            case JpegMarker.HuffmanTables:
                ReadHuffman(segment);
                break;
            case JpegMarker.RestartInterval:
                if (segment.Length != 2) throw new DecodeException($"its restart interval has {segment.Length} bytes, expected 2");
                _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                break;
            case JpegMarker.App0:
                _isJfif |= segment.StartsWith("JFIF\0"u8);
                break;
            case JpegMarker.App1:
                if (options.ApplyExifOrientation && Orientation == ExifOrientation.Upright) Orientation = ExifOrientation.Find(segment);
                break;
            case JpegMarker.App14:
                if (segment.Length >= 12 && segment.StartsWith("Adobe"u8)) _adobeTransform = segment[11];
                break;
        }
    }

    private readonly void ReadQuantization(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            int precision = segment[0] >> 4, index = segment[0] & 15, length = 1 + 64 * (precision + 1);
            if (precision > 1 || index > 3) throw new DecodeException($"a quantization table has precision {precision} and number {index}, expected 0 to 1 and 0 to 3");
            if (segment.Length < length) throw new DecodeException($"a quantization table has {segment.Length} bytes, expected {length}");
            var table = new ushort[64];
            for (int k = 0; k < 64; k++)
                table[ZigZag.ToNatural[k]] = precision == 0 ? segment[1 + k] : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + 2 * k)..]);
            _quantization[index] = table;
            segment = segment[length..];
        }
    }

    private readonly void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            int kind = segment[0] >> 4, index = segment[0] & 15, count = 0;
            if (kind > 1 || index > 3) throw new DecodeException($"a Huffman table has class {kind} and number {index}, expected 0 to 1 and 0 to 3");
            for (int i = 1; i <= 16 && i < segment.Length; i++) count += segment[i];
            if (count > 256 || segment.Length < 17 + count) throw new DecodeException($"a Huffman table of {count} symbols has {segment.Length} bytes, expected at most 256 symbols in {17 + count} bytes");
            (kind == 0 ? _dc : _ac)[index] = new HuffmanTable(segment.Slice(1, 16), segment.Slice(17, count));
            segment = segment[(17 + count)..];
        }
    }
}
