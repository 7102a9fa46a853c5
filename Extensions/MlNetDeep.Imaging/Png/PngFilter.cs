using System.Numerics;

namespace MlNetDeep.Imaging.Png;

/// <summary>The five row filters: each replaces a byte by its difference to a prediction from the pixels left and above.</summary>
internal static class PngFilter
{
    public const int Count = 5;

    /// <summary>Undoes a filter in place. <paramref name="above"/> is the row before, already restored, or zeros.</summary>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (int i = pixelBytes; i < row.Length; i++) row[i] += row[i - pixelBytes];
                break;
            case 2:
                AddRow(row, above);
                break;
            case 3:
                UndoAverage(row, above, pixelBytes);
                break;
            case 4:
                UndoPaeth(row, above, pixelBytes);
                break;
            default:
                throw new DecodeException($"a row has filter type {filter}, expected 0 to 4");
        }
    }

    /// <summary>Applies a filter.</summary>
    public static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixelBytes, Span<byte> result)
    {
        for (int i = 0; i < row.Length; i++)
        {
            bool first = i < pixelBytes;
            int left = first ? 0 : row[i - pixelBytes];
            int prediction = filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) >> 1,
                _ => Paeth(left, above[i], first ? 0 : above[i - pixelBytes]),
            };
            result[i] = (byte)(row[i] - prediction);
        }
    }

    private static void AddRow(Span<byte> row, ReadOnlySpan<byte> above)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(row[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        for (; i < row.Length; i++) row[i] += above[i];
    }

    private static void UndoAverage(Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        int head = Math.Min(pixelBytes, row.Length);
        for (int i = 0; i < head; i++) row[i] += (byte)(above[i] >> 1);
        for (int i = pixelBytes; i < row.Length; i++) row[i] += (byte)((row[i - pixelBytes] + above[i]) >> 1);
    }

    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        int head = Math.Min(pixelBytes, row.Length);
        for (int i = 0; i < head; i++) row[i] += above[i];
        above = above[..row.Length];
        for (int i = pixelBytes; i < row.Length; i++)
            row[i] += (byte)Paeth(row[i - pixelBytes], above[i], above[i - pixelBytes]);
    }

    private static int Paeth(int left, int up, int corner)
    {
        int toLeft = Math.Abs(up - corner), toUp = Math.Abs(left - corner), toCorner = Math.Abs(left + up - 2 * corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
