namespace MlNetDeep.Imaging;

/// <summary>
/// Draws filled shapes into a picture. Coordinates are in pixels with (0, 0) at the outer corner of the top left pixel, so
/// that its centre is (0.5, 0.5); what leaves the picture is cut off. Edges are smooth: a pixel is blended by the exact part
/// of it that the shape covers. Angles are in degrees, clockwise.
/// </summary>
public static class ImageDraw
{
    /// <summary>Fills a polygon. Where it crosses itself, every region that it goes round is filled (non-zero winding).</summary>
    /// <param name="image">The picture to draw into.</param>
    /// <param name="corners">The corners in order, at least 3; the last is joined to the first.</param>
    /// <param name="color">The colour.</param>
    /// <exception cref="ArgumentException">There are fewer than 3 corners, or a coordinate is not finite.</exception>
    public static void FillPolygon(Image image, ReadOnlySpan<(float X, float Y)> corners, ImageColor color)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (corners.Length < 3) throw new ArgumentException($"A polygon has at least 3 corners, received {corners.Length}.", nameof(corners));
        var coverage = new CoverageBuffer(image.Width, image.Height);
        coverage.AddContour(corners);
        coverage.Blend(image, color);
    }

    /// <summary>Fills an ellipse, or a circle when both radii are equal.</summary>
    /// <param name="image">The picture to draw into.</param>
    /// <param name="centre">The centre.</param>
    /// <param name="radii">The radii along x and y, not negative.</param>
    /// <param name="color">The colour.</param>
    /// <param name="degrees">The rotation about the centre; default 0.</param>
    /// <exception cref="ArgumentException">A radius is negative, or a number is not finite.</exception>
    public static void FillEllipse(Image image, (float X, float Y) centre, (float X, float Y) radii, ImageColor color, float degrees = 0) =>
        FillPolygon(image, Shapes.Ellipse(centre, radii, degrees), color);

    /// <summary>Fills a ring, the part of a circle outside a smaller one.</summary>
    /// <param name="image">The picture to draw into.</param>
    /// <param name="centre">The common centre.</param>
    /// <param name="outerRadius">The outer radius, not negative.</param>
    /// <param name="innerRadius">The radius of the hole, 0 to <paramref name="outerRadius"/>.</param>
    /// <param name="color">The colour.</param>
    /// <exception cref="ArgumentException">A radius is out of its range, or a number is not finite.</exception>
    public static void FillRing(Image image, (float X, float Y) centre, float outerRadius, float innerRadius, ImageColor color)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(innerRadius, outerRadius);
        var coverage = new CoverageBuffer(image.Width, image.Height);
        coverage.AddContour(Shapes.Ellipse(centre, (outerRadius, outerRadius), 0));
        (float X, float Y)[] hole = Shapes.Ellipse(centre, (innerRadius, innerRadius), 0);
        hole.AsSpan().Reverse();
        coverage.AddContour(hole);
        coverage.Blend(image, color);
    }

    /// <summary>Fills a rectangle.</summary>
    /// <param name="image">The picture to draw into.</param>
    /// <param name="centre">The centre.</param>
    /// <param name="size">The width and height, not negative.</param>
    /// <param name="color">The colour.</param>
    /// <param name="degrees">The rotation about the centre; default 0.</param>
    /// <exception cref="ArgumentException">A side is negative, or a number is not finite.</exception>
    public static void FillRectangle(Image image, (float X, float Y) centre, (float Width, float Height) size, ImageColor color, float degrees = 0) =>
        FillPolygon(image, Shapes.Rectangle(centre, size, degrees), color);

    /// <summary>Fills a regular polygon: a triangle with 3 corners, a hexagon with 6.</summary>
    /// <param name="image">The picture to draw into.</param>
    /// <param name="centre">The centre.</param>
    /// <param name="radius">The distance from the centre to each corner, not negative.</param>
    /// <param name="corners">The number of corners, at least 3.</param>
    /// <param name="color">The colour.</param>
    /// <param name="degrees">The rotation; with 0, the default, the first corner points up.</param>
    /// <exception cref="ArgumentException">A number is out of its range or not finite.</exception>
    public static void FillRegularPolygon(Image image, (float X, float Y) centre, float radius, int corners, ImageColor color, float degrees = 0) =>
        FillPolygon(image, Shapes.Star(centre, (radius, radius), corners, degrees), color);

    /// <summary>Fills a star.</summary>
    /// <param name="image">The picture to draw into.</param>
    /// <param name="centre">The centre.</param>
    /// <param name="radii">The distance from the centre to the points and to the notches between them, not negative.</param>
    /// <param name="points">The number of points, at least 2.</param>
    /// <param name="color">The colour.</param>
    /// <param name="degrees">The rotation; with 0, the default, the first point is up.</param>
    /// <exception cref="ArgumentException">A number is out of its range or not finite.</exception>
    public static void FillStar(Image image, (float X, float Y) centre, (float Outer, float Inner) radii, int points, ImageColor color, float degrees = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        FillPolygon(image, Shapes.Star(centre, radii, 2 * points, degrees), color);
    }

    /// <summary>Draws a straight line with square ends.</summary>
    /// <param name="image">The picture to draw into.</param>
    /// <param name="from">Where it starts.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="thickness">Its width in pixels, above 0.</param>
    /// <param name="color">The colour.</param>
    /// <exception cref="ArgumentException"><paramref name="thickness"/> is not positive, or a number is not finite.</exception>
    public static void DrawLine(Image image, (float X, float Y) from, (float X, float Y) to, float thickness, ImageColor color)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(thickness);
        float dx = to.X - from.X, dy = to.Y - from.Y;
        float length = MathF.Sqrt(dx * dx + dy * dy);
        if (length == 0) return;
        float nx = -dy / length * thickness / 2, ny = dx / length * thickness / 2;
        FillPolygon(image, [(from.X + nx, from.Y + ny), (to.X + nx, to.Y + ny), (to.X - nx, to.Y - ny), (from.X - nx, from.Y - ny)], color);
    }
}
