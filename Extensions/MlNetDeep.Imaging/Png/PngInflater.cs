using System.IO.Compression;

namespace MlNetDeep.Imaging.Png;

/// <summary>
/// Hands out the inflated rows one after another. It inflates a block of rows at a time and never more than is asked for and
/// one block, so that a stream that goes on far beyond the picture costs nothing.
/// </summary>
internal sealed class PngInflater(byte[] compressed) : IDisposable
{
    private const int BlockSize = 1 << 15;
    private readonly ZLibStream _stream = new(new MemoryStream(compressed, writable: false), CompressionMode.Decompress);
    private byte[] _block = [];
    private int _start;
    private int _end;

    /// <summary>The next bytes; they stay valid until the next call.</summary>
    public Span<byte> Read(int count)
    {
        if (_end - _start < count) Fill(count);
        Span<byte> result = _block.AsSpan(_start, count);
        _start += count;
        return result;
    }

    public void Dispose() => _stream.Dispose();

    private void Fill(int count)
    {
        if (_block.Length < count)
        {
            var larger = new byte[Math.Max(count, BlockSize)];
            _block.AsSpan(_start, _end - _start).CopyTo(larger);
            _block = larger;
        }
        else
        {
            _block.AsSpan(_start, _end - _start).CopyTo(_block);
        }
        _end -= _start;
        _start = 0;
        try
        {
            while (_end < count)
            {
                int read = _stream.Read(_block, _end, _block.Length - _end);
                if (read == 0) throw new DecodeException("its compressed pixels end before the last row");
                _end += read;
            }
        }
        catch (InvalidDataException e)
        {
            throw new DecodeException("its compressed pixels are not a valid zlib stream", e);
        }
    }
}
