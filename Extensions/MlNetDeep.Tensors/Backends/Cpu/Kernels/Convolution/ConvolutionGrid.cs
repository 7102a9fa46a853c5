namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The destination pixels of a pass, in an order that lets a tile skip the taps that lie in the padding.</summary>
/// <remarks>
/// At the border of an image some taps read only padding: a third of all products of a 3 x 3 kernel at 4 x 4 pixels, more than half
/// at 2 x 2. The grid is cut into rectangles whose pixels are reached by the same taps; the pixels of one rectangle of all images
/// follow each other and are cut into tiles. Small rectangles share a segment where a fuller tile is worth more than the taps
/// skipped. All of it follows from the sizes alone.
/// </remarks>
internal unsafe struct ConvolutionGrid
{
    private const int MaxTaps = 128;
    private const int MaxRectangles = 64;

    private readonly ConvolutionPass _pass;

    public ConvolutionRectangle* Rectangles;
    public ConvolutionSegment* Segments;
    public int SegmentCount;
    public int Tiles;

    /// <param name="pass">The convolution.</param>
    /// <param name="cut">Whether the grid is cut into rectangles; if not, it is one, with all taps.</param>
    /// <param name="tilePixels">The most pixels of a tile.</param>
    /// <param name="fixedPixels">The pixels that could be computed in the time that each tap of a tile costs in addition.</param>
    /// <param name="leastPixels">A tile of fewer pixels takes as long as one of so many.</param>
    public ConvolutionGrid(in ConvolutionPass pass, bool cut, int tilePixels, int fixedPixels, int leastPixels)
    {
        _pass = pass;
        int* rows = stackalloc int[(2 * MaxTaps) + 2];
        int* columns = stackalloc int[(2 * MaxTaps) + 2];
        int rowCuts = 0, columnCuts = 0;
        if (cut && pass.Taps <= MaxTaps)
        {
            rowCuts = Cuts(vertical: true, rows);
            columnCuts = Cuts(vertical: false, columns);
        }

        int rectangles = (rowCuts - 1) * (columnCuts - 1);
        bool whole = rowCuts == 0 || rectangles > MaxRectangles;
        if (whole)
        {
            (rows[0], rows[1], columns[0], columns[1]) = (0, pass.GridH, 0, pass.GridW);
            (rowCuts, columnCuts, rectangles) = (2, 2, 1);
        }

        Rectangles = Scratch.Values<ConvolutionRectangle>(ScratchSlot.GridRectangles, rectangles);
        Segments = Scratch.Values<ConvolutionSegment>(ScratchSlot.GridSegments, rectangles);
        int* taps = Scratch.Values<int>(ScratchSlot.GridTaps, (rectangles + 1) * Math.Max(1, pass.Taps));
        SegmentCount = 0;
        Tiles = 0;
        int rectangle = 0;
        for (int row = 0; row + 1 < rowCuts; row++)
        {
            for (int column = 0; column + 1 < columnCuts; column++, rectangle++)
            {
                Rectangles[rectangle] = new ConvolutionRectangle(rows[row], columns[column], rows[row + 1] - rows[row], columns[column + 1] - columns[column]);
                ConvolutionSegment segment = new()
                {
                    FirstRectangle = rectangle,
                    Rectangles = 1,
                    Pixels = pass.N * Rectangles[rectangle].Height * Rectangles[rectangle].Width,
                    TapNumbers = taps,
                    Padded = whole,
                };
                for (int t = 0; t < pass.Taps; t++)
                {
                    if (whole || Reaches(pass.TapList[t], Rectangles[rectangle]))
                        taps[segment.Taps++] = t;
                }

                taps += segment.Taps;
                if (SegmentCount == 0 || !TryMerge(ref Segments[SegmentCount - 1], segment, tilePixels, fixedPixels, leastPixels))
                    Segments[SegmentCount++] = segment;
                taps = Segments[SegmentCount - 1].TapNumbers + Segments[SegmentCount - 1].Taps;
            }
        }

        for (int i = 0; i < SegmentCount; i++)
        {
            Segments[i].FirstTile = Tiles;
            Segments[i].Tiles = Blocks.Count(Segments[i].Pixels, tilePixels);
            Tiles += Segments[i].Tiles;
        }
    }

    /// <summary>The segment that holds a tile.</summary>
    public readonly int SegmentOf(int tile)
    {
        int segment = 0;
        while (Segments[segment].FirstTile + Segments[segment].Tiles <= tile)
            segment++;
        return segment;
    }

    private static bool TryMerge(ref ConvolutionSegment segment, in ConvolutionSegment next, int tilePixels, int fixedPixels, int leastPixels)
    {
        int pixels = segment.Pixels + next.Pixels;
        if (pixels > tilePixels)
            return false;

        int* union = stackalloc int[MaxTaps];
        int count = 0, i = 0, j = 0;
        while (i < segment.Taps || j < next.Taps)
        {
            int a = i < segment.Taps ? segment.TapNumbers[i] : int.MaxValue, b = j < next.Taps ? next.TapNumbers[j] : int.MaxValue;
            union[count++] = Math.Min(a, b);
            if (a <= b) i++;
            if (b <= a) j++;
        }

        int Cost(int pixels, int taps) => taps * (Math.Max(pixels, leastPixels) + fixedPixels);
        if (Cost(pixels, count) > Cost(segment.Pixels, segment.Taps) + Cost(next.Pixels, next.Taps))
            return false;

        new ReadOnlySpan<int>(union, count).CopyTo(new Span<int>(segment.TapNumbers, count));
        segment.Padded |= segment.Taps < count || next.Taps < count || next.Padded;
        segment.Taps = count;
        segment.Pixels = pixels;
        segment.Rectangles++;
        return true;
    }

    private readonly bool Reaches(ConvolutionTap tap, ConvolutionRectangle rectangle)
        => (uint)((rectangle.Y * _pass.SourceStepY) + tap.Y) < (uint)_pass.SourceH
            && (uint)((rectangle.X * _pass.SourceStepX) + tap.X) < (uint)_pass.SourceW;

    /// <summary>Where along one axis a tap begins or ends to reach the image, in ascending order, from 0 to the grid's size.
    /// </summary>
    private readonly int Cuts(bool vertical, int* cuts)
    {
        int grid = vertical ? _pass.GridH : _pass.GridW;
        int size = vertical ? _pass.SourceH : _pass.SourceW, step = vertical ? _pass.SourceStepY : _pass.SourceStepX;
        cuts[0] = 0;
        cuts[1] = grid;
        int count = 2;
        for (int t = 0; t < _pass.Taps; t++)
        {
            int offset = vertical ? _pass.TapList[t].Y : _pass.TapList[t].X;
            count = Insert(cuts, count, -offset, step, grid);
            count = Insert(cuts, count, size - offset, step, grid);
        }

        return count;
    }

    /// <summary>Inserts the first position of the grid that is not before <paramref name="distance"/>.</summary>
    private static int Insert(int* cuts, int count, int distance, int step, int grid)
    {
        if (distance <= 0)
            return count;

        int cut = ((distance - 1) / step) + 1;
        if (cut >= grid)
            return count;

        int i = count;
        while (cuts[i - 1] > cut)
            i--;
        if (cuts[i - 1] == cut)
            return count;

        for (int j = count; j > i; j--)
            cuts[j] = cuts[j - 1];
        cuts[i] = cut;
        return count + 1;
    }
}
