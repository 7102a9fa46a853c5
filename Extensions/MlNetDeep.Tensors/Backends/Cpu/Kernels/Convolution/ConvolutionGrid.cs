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

    /// <summary>An axis is cut where one in so many of its taps lies in the padding: pixels above each other share no cache lines,
    /// so that the borders of a large image cost more than they save.</summary>
    private const int LeastPadding = 32;

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
        if (rowCuts == 0 || rectangles > MaxRectangles)
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
                };
                for (int t = 0; t < pass.Taps; t++)
                {
                    int reached = Reached(pass.TapList[t], Rectangles[rectangle]);
                    if (cut && reached == 0)
                        continue;

                    taps[segment.Taps++] = t;
                    segment.Padded |= reached < Rectangles[rectangle].Height * Rectangles[rectangle].Width;
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

    /// <summary>Pixels of the rectangle that a tap reaches.</summary>
    private readonly int Reached(ConvolutionTap tap, ConvolutionRectangle rectangle)
    {
        int rows = Reached(tap.Y, _pass.SourceStepY, _pass.SourceH, rectangle.Y, rectangle.Height);
        return rows * Reached(tap.X, _pass.SourceStepX, _pass.SourceW, rectangle.X, rectangle.Width);
    }

    /// <summary>Positions from <paramref name="first"/> whose source lies in the image, along one axis.</summary>
    private static int Reached(int offset, int step, int size, int first, int count)
        => Math.Max(0, Math.Min(FirstNotBefore(size - offset, step), first + count) - Math.Max(FirstNotBefore(-offset, step), first));

    /// <summary>The first position whose source is not before <paramref name="distance"/>.</summary>
    private static int FirstNotBefore(int distance, int step) => distance <= 0 ? 0 : ((distance - 1) / step) + 1;

    /// <summary>Where along one axis a tap begins or ends to reach the image, in ascending order, from 0 to the grid's size.
    /// </summary>
    private readonly int Cuts(bool vertical, int* cuts)
    {
        int grid = vertical ? _pass.GridH : _pass.GridW;
        int size = vertical ? _pass.SourceH : _pass.SourceW, step = vertical ? _pass.SourceStepY : _pass.SourceStepX;
        cuts[0] = 0;
        cuts[1] = grid;
        int count = 2;
        long reached = 0;
        for (int t = 0; t < _pass.Taps; t++)
        {
            int offset = vertical ? _pass.TapList[t].Y : _pass.TapList[t].X;
            count = Insert(cuts, count, FirstNotBefore(-offset, step));
            count = Insert(cuts, count, FirstNotBefore(size - offset, step));
            reached += Reached(offset, step, size, 0, grid);
        }

        long all = (long)_pass.Taps * grid;
        if ((all - reached) * LeastPadding >= all)
            return count;

        cuts[1] = grid;
        return 2;
    }

    /// <summary>Inserts a position within the grid into the ascending cuts.</summary>
    private static int Insert(int* cuts, int count, int cut)
    {
        int i = count;
        while (cuts[i - 1] > cut)
            i--;
        if (cuts[i - 1] == cut || i == count)
            return count;

        for (int j = count; j > i; j--)
            cuts[j] = cuts[j - 1];
        cuts[i] = cut;
        return count + 1;
    }
}
