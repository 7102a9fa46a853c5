namespace MlNetDeep.Tensors.Tests;

public class AffineTransformTests
{
    private static readonly AffineMap2D s_turned = new(0.91, -0.58, 0.4, 0.71, 0.61, -0.3);

    private static AffineMap2D[] Maps(int count)
    {
        var random = new Philox(5, 6);
        var maps = new AffineMap2D[count];
        for (int i = 0; i < count; i++)
        {
            double[] n = [.. Enumerable.Range(6 * i, 6).Select(k => (2.0 * random.Uniform((ulong)k)) - 1)];
            maps[i] = new AffineMap2D(1 + (0.5 * n[0]), n[1], 6 * n[2], n[3], 1 + (0.5 * n[4]), 6 * n[5]);
        }
        return maps;
    }

    private static double Plain(Tensor x, int n, double column, double row, int c, AffineTransformOptions options)
    {
        int height = x.Shape[1], width = x.Shape[2], channels = x.Shape[3];
        if (options.Sampling == SamplingMode.Nearest) return Pixel(Math.Floor(column + 0.5), Math.Floor(row + 0.5));
        double x0 = Math.Floor(column), y0 = Math.Floor(row), fx = column - x0, fy = row - y0;
        return ((1 - fy) * (((1 - fx) * Pixel(x0, y0)) + (fx * Pixel(x0 + 1, y0)))) + (fy * (((1 - fx) * Pixel(x0, y0 + 1)) + (fx * Pixel(x0 + 1, y0 + 1))));

        double Pixel(double px, double py)
        {
            int i = Index((int)px, width), j = Index((int)py, height);
            return i < 0 || j < 0 ? options.FillValue : x.Span[(((((n * height) + j) * width) + i) * channels) + c];
        }

        int Index(int index, int size)
        {
            while (index < 0 || index >= size)
            {
                index = options.FillMode switch
                {
                    FillMode.Nearest => Math.Clamp(index, 0, size - 1),
                    FillMode.Wrap => index < 0 ? index + size : index - size,
                    FillMode.Reflect => index < 0 ? -1 - index : (2 * size) - 1 - index,
                    _ => -1,
                };
                if (index == -1 && options.FillMode == FillMode.Constant) return -1;
            }
            return index;
        }
    }

    public static TheoryData<FillMode, SamplingMode, int> Ways
    {
        get
        {
            var ways = new TheoryData<FillMode, SamplingMode, int>();
            foreach (FillMode fill in Enum.GetValues<FillMode>())
                foreach (SamplingMode sampling in Enum.GetValues<SamplingMode>())
                    foreach (int channels in (int[])[1, 3, 4, 7, 8, 16, 19]) ways.Add(fill, sampling, channels);
            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Agrees_with_a_plain_loop_in_double(FillMode fill, SamplingMode sampling, int channels)
    {
        Tensor x = GradientCheck.Random([4, 5, 6, channels], 1);
        AffineMap2D[] maps = Maps(4);
        var options = new AffineTransformOptions { Height = 7, Width = 4, FillMode = fill, FillValue = 0.5f, Sampling = sampling };
        Tensor y = Ops.AffineTransform(x, maps, options);
        Assert.Equal(new Shape(4, 7, 4, channels), y.Shape);
        int position = 0;
        for (int n = 0; n < 4; n++)
            for (int row = 0; row < 7; row++)
                for (int column = 0; column < 4; column++)
                    for (int c = 0; c < channels; c++)
                    {
                        AffineMap2D map = maps[n];
                        double fromColumn = (map.XX * column) + ((map.XY * row) + map.X), fromRow = (map.YX * column) + ((map.YY * row) + map.Y);
                        Assert.Equal(Plain(x, n, fromColumn, fromRow, c, options), y.Span[position++], 1e-5);
                    }
    }

    // grid_sample of PyTorch 1.13, align_corners=False, with the padding modes zeros, border and reflection.
    [Theory]
    [InlineData(FillMode.Constant, SamplingMode.Bilinear, new[] { 0.154f, 1.9687f, 6.1151f, 11.3448f, 0.6921f, 3.4267f, 9.4778f, 7.4844f, 0.5539f, 6.2686f, 6.6832f, 0f })]
    [InlineData(FillMode.Constant, SamplingMode.Nearest, new[] { 0.1f, 0.4f, 4.9f, 14.4f, 0.1f, 3.6f, 12.1f, 14.4f, 0f, 8.1f, 10f, 0f })]
    [InlineData(FillMode.Nearest, SamplingMode.Bilinear, new[] { 0.22f, 1.9687f, 6.1151f, 13.04f, 0.844f, 3.4267f, 9.4778f, 13.365f, 2.308f, 6.2686f, 10.126f, 12.037f })]
    [InlineData(FillMode.Nearest, SamplingMode.Nearest, new[] { 0.1f, 0.4f, 4.9f, 14.4f, 0.1f, 3.6f, 12.1f, 14.4f, 2.5f, 8.1f, 10f, 12.1f })]
    [InlineData(FillMode.Reflect, SamplingMode.Bilinear, new[] { 0.22f, 1.9687f, 6.1151f, 13.04f, 0.844f, 3.4267f, 9.4778f, 13.365f, 2.308f, 6.2686f, 10.126f, 11.6782f })]
    [InlineData(FillMode.Reflect, SamplingMode.Nearest, new[] { 0.1f, 0.4f, 4.9f, 14.4f, 0.1f, 3.6f, 12.1f, 14.4f, 2.5f, 8.1f, 10f, 12.1f })]
    public void Agrees_with_PyTorch(FillMode fill, SamplingMode sampling, float[] expected)
    {
        Tensor x = Tensor.From([.. Enumerable.Range(1, 12).Select(i => i * i / 10f)], [1, 3, 4, 1]);
        float[] actual = Ops.AffineTransform(x, [s_turned], new() { FillMode = fill, Sampling = sampling }).ToArray();
        for (int i = 0; i < 12; i++) Assert.Equal(expected[i], actual[i], 2e-3f);
    }

    [Fact]
    public void Whole_pixels_are_copied_bit_for_bit()
    {
        Tensor x = GradientCheck.Random([3, 4, 5, 2], 1);
        x.Span[7] = float.NaN;
        Assert.Equal(x.ToArray(), Ops.AffineTransform(x, [AffineMap2D.Identity, AffineMap2D.Identity, AffineMap2D.Identity]).ToArray());

        var mirrored = new AffineMap2D(-1, 0, 4, 0, -1, 3);
        Assert.Equal(Ops.Flip(x, 1, 2).ToArray(), Ops.AffineTransform(x, [mirrored, mirrored, mirrored]).ToArray());

        var corner = new AffineMap2D(1, 0, 2, 0, 1, 1);
        float[] cropped = Ops.AffineTransform(x, [corner, corner, corner], new() { Height = 2, Width = 3 }).ToArray();
        Assert.Equal(Ops.Slice(Ops.Slice(x, 1, 1, 2), 2, 2, 3).ToArray(), cropped);

        // Two columns to the left of the image, and none of it.
        var left = new AffineMap2D(1, 0, -2, 0, 1, 0);
        var away = new AffineMap2D(1, 0, 1e300, 0, 1, -1e300);
        Tensor moved = Ops.AffineTransform(x, [left, away, left], new() { FillValue = 9 });
        for (int i = 0; i < moved.Count; i++)
        {
            int n = i / 40, column = i / 2 % 5;
            Assert.Equal(n == 1 || column < 2 ? 9 : x.Span[i - 4], moved.Span[i]);
        }
    }

    [Fact]
    public void Errors_name_the_rule_and_the_numbers()
    {
        Tensor x = Tensor.Zeros([2, 3, 3, 1]);
        Assert.Contains("[N, H, W, C] with at least one pixel; received shape [2, 3]", Message(() => Ops.AffineTransform(Tensor.Zeros([2, 3]), [])), StringComparison.Ordinal);
        Assert.Contains("at least one pixel; received shape [0, 0, 3, 1]", Message(() => Ops.AffineTransform(Tensor.Zeros([0, 0, 3, 1]), [])), StringComparison.Ordinal);
        Assert.Contains("each image has a map, but there are 1; received shape [2, 3, 3, 1]", Message(() => Ops.AffineTransform(x, [s_turned])), StringComparison.Ordinal);
        Assert.Contains("that of image 1 is AffineMap2D { XX = NaN", Message(() => Ops.AffineTransform(x, [s_turned, s_turned with { XX = double.NaN }])), StringComparison.Ordinal);
        Assert.Contains("the height is at least 1, but is 0", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.AffineTransform(x, [s_turned, s_turned], new() { Height = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("the width is at least 1, but is -2", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.AffineTransform(x, [s_turned, s_turned], new() { Width = -2 })).Message, StringComparison.Ordinal);

        static string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }
}
