namespace MlNetDeep.Imaging;

/// <summary>The outlines of <see cref="ImageDraw"/>'s shapes as polygons, all in the same direction.</summary>
internal static class Shapes
{
    /// <summary>The largest distance, in pixels, between a curve and the polygon drawn for it.</summary>
    private const double Flatness = 0.01;

    public static (float X, float Y)[] Ellipse((float X, float Y) centre, (float X, float Y) radii, float degrees)
    {
        CheckLength(radii.X, nameof(radii));
        CheckLength(radii.Y, nameof(radii));
        double radius = Math.Max(radii.X, radii.Y);
        int count = (int)Math.Clamp(Math.Ceiling(Math.PI / Math.Acos(1 - Math.Min(1, Flatness / Math.Max(radius, Flatness)))), 8, 4096);
        var corners = new (float X, float Y)[count];
        for (int i = 0; i < count; i++)
        {
            double angle = 2 * Math.PI * i / count;
            corners[i] = Place(centre, radii.X * Math.Cos(angle), radii.Y * Math.Sin(angle), degrees);
        }
        return corners;
    }

    public static (float X, float Y)[] Rectangle((float X, float Y) centre, (float Width, float Height) size, float degrees)
    {
        CheckLength(size.Width, nameof(size));
        CheckLength(size.Height, nameof(size));
        double x = size.Width / 2, y = size.Height / 2;
        return [Place(centre, -x, -y, degrees), Place(centre, x, -y, degrees), Place(centre, x, y, degrees), Place(centre, -x, y, degrees)];
    }

    /// <summary>Corners at equal angles, in turn at the outer and the inner radius, the first straight up.</summary>
    public static (float X, float Y)[] Star((float X, float Y) centre, (float Outer, float Inner) radii, int corners, float degrees)
    {
        CheckLength(radii.Outer, nameof(radii));
        CheckLength(radii.Inner, nameof(radii));
        ArgumentOutOfRangeException.ThrowIfLessThan(corners, 3);
        var result = new (float X, float Y)[corners];
        for (int i = 0; i < corners; i++)
        {
            double angle = 2 * Math.PI * i / corners, radius = i % 2 == 0 ? radii.Outer : radii.Inner;
            result[i] = Place(centre, radius * Math.Sin(angle), -radius * Math.Cos(angle), degrees);
        }
        return result;
    }

    private static void CheckLength(float value, string parameter)
    {
        if (value < 0 || !float.IsFinite(value)) throw new ArgumentOutOfRangeException(parameter, value, "A length must be finite and not negative.");
    }

    private static (float X, float Y) Place((float X, float Y) centre, double x, double y, float degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * (Math.PI / 180));
        return ((float)(centre.X + x * cos - y * sin), (float)(centre.Y + x * sin + y * cos));
    }
}
