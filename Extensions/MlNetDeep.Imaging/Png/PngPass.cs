namespace MlNetDeep.Imaging.Png;

/// <summary>One of the seven reduced pictures of Adam7 interlacing, or the whole picture: every StepX-th pixel of every StepY-th row.</summary>
internal readonly record struct PngPass(int StartX, int StartY, int StepX, int StepY, int Width, int Height)
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The passes of a picture that hold pixels, in the order of the file.</summary>
    public static List<PngPass> Of(PngHeader header)
    {
        int width = (int)header.Width, height = (int)header.Height;
        if (!header.Interlaced) return [new PngPass(0, 0, 1, 1, width, height)];
        var passes = new List<PngPass>(7);
        foreach ((int x, int y, int stepX, int stepY) in Adam7)
        {
            int columns = (width - x + stepX - 1) / stepX, rows = (height - y + stepY - 1) / stepY;
            if (columns > 0 && rows > 0) passes.Add(new PngPass(x, y, stepX, stepY, columns, rows));
        }
        return passes;
    }
}
