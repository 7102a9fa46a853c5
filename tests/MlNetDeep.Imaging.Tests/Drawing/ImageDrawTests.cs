namespace MlNetDeep.Imaging.Tests.Drawing;

public class ImageDrawTests
{
    private static readonly ImageColor White = new(255, 255, 255);

    [Fact]
    public void Pixels_are_blended_by_the_part_that_is_covered()
    {
        var image = new Image(4, 3, 1);
        ImageDraw.FillPolygon(image, [(0.5f, 1), (2.25f, 1), (2.25f, 1.5f), (0.5f, 1.5f)], White);
        Pixels.AssertEqual([0, 0, 0, 0, 64, 128, 32, 0, 0, 0, 0, 0], image.Pixels);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(200)]
    public void Areas_are_those_of_geometry(float degrees)
    {
        Assert.Equal(Math.PI * 9 * 5, Area(i => ImageDraw.FillEllipse(i, (20.3f, 21.7f), (9, 5), White, degrees)), 0.6);
        Assert.Equal(12 * 7, Area(i => ImageDraw.FillRectangle(i, (20.3f, 21.7f), (12, 7), White, degrees)), 0.3);
        Assert.Equal(6 * 0.5 * 81 * Math.Sin(Math.PI / 3), Area(i => ImageDraw.FillRegularPolygon(i, (20.3f, 21.7f), 9, 6, White, degrees)), 0.4);
        Assert.Equal(10 * 0.5 * 12 * 5 * Math.Sin(Math.PI / 5), Area(i => ImageDraw.FillStar(i, (20.3f, 21.7f), (12, 5), 5, White, degrees)), 0.4);
        Assert.Equal(Math.PI * (81 - 25), Area(i => ImageDraw.FillRing(i, (20.3f, 21.7f), 9, 5, White)), 0.9);
        Assert.Equal(20 * 3, Area(i => ImageDraw.DrawLine(i, (10, 10), (26, 22), 3, White)), 0.4);
    }

    [Fact]
    public void A_shape_beyond_the_borders_is_cut_off()
    {
        var image = new Image(10, 8, 3);
        ImageDraw.FillRectangle(image, (5, 4), (1e6f, 1e6f), new ImageColor(1, 2, 3));
        for (int i = 0; i < 80; i++) Pixels.AssertEqual([1, 2, 3], image.Pixels.Slice(3 * i, 3));
        var half = new Image(10, 8, 1);
        ImageDraw.FillPolygon(half, [(-10, -5), (5, -5), (5, 20), (-10, 20)], White);
        for (int y = 0; y < 8; y++) Pixels.AssertEqual([255, 255, 255, 255, 255, 0, 0, 0, 0, 0], half.Row(y));
        var outside = new Image(10, 8, 1);
        ImageDraw.FillEllipse(outside, (30, 4), (5, 5), White);
        ImageDraw.FillEllipse(outside, (-30, 4), (5, 5), White);
        ImageDraw.FillEllipse(outside, (5, -40), (5, 5), White);
        Assert.Equal(new byte[80], outside.Pixels);
    }

    [Fact]
    public void Opacity_mixes_and_alpha_accumulates()
    {
        var rgb = new Image(1, 1, 3, [100, 100, 100]);
        ImageDraw.FillRectangle(rgb, (0.5f, 0.5f), (3, 3), new ImageColor(200, 0, 100, 51));
        Pixels.AssertEqual([120, 80, 100], rgb.Pixels);
        var rgba = new Image(1, 1, 4);
        ImageDraw.FillRectangle(rgba, (0.5f, 0.5f), (3, 3), new ImageColor(200, 10, 100, 51));
        Pixels.AssertEqual([200, 10, 100, 51], rgba.Pixels);
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        var image = new Image(2, 2, 1);
        Assert.Throws<ArgumentException>(() => ImageDraw.FillPolygon(image, [(0, 0), (1, 1)], White));
        Assert.Throws<ArgumentException>(() => ImageDraw.FillPolygon(image, [(0, 0), (1, 1), (float.NaN, 0)], White));
        Assert.ThrowsAny<ArgumentException>(() => ImageDraw.FillEllipse(image, (0, 0), (-1, 1), White));
        Assert.ThrowsAny<ArgumentException>(() => ImageDraw.FillRing(image, (0, 0), 1, 2, White));
        foreach (float wrong in (float[])[float.NaN, float.PositiveInfinity])
        {
            Assert.ThrowsAny<ArgumentException>(() => ImageDraw.FillRing(image, (0, 0), 1, wrong, White));
            Assert.ThrowsAny<ArgumentException>(() => ImageDraw.FillRing(image, (0, 0), wrong, 1, White));
            Assert.ThrowsAny<ArgumentException>(() => ImageDraw.FillEllipse(image, (0, 0), (1, wrong), White));
            Assert.ThrowsAny<ArgumentException>(() => ImageDraw.FillRectangle(image, (0, 0), (wrong, 1), White));
            Assert.ThrowsAny<ArgumentException>(() => ImageDraw.FillStar(image, (0, 0), (2, wrong), 5, White));
        }
        Assert.ThrowsAny<ArgumentException>(() => ImageDraw.DrawLine(image, (0, 0), (1, 1), 0, White));
    }

    private static double Area(Action<Image> draw)
    {
        var image = new Image(40, 41, 1);
        draw(image);
        double sum = 0;
        foreach (byte b in image.Pixels) sum += b;
        return sum / 255;
    }
}
