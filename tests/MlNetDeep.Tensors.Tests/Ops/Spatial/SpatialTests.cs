using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

/// <summary>Padding, resizing and pixel shuffle.</summary>
public class SpatialTests
{
    public static TheoryData<string> Paddings => Golden.Names("ops_pool", "pad2d");

    public static TheoryData<string> Sizes => Golden.Names("ops_pool", "interpolate");

    [Fact]
    public void No_golden_case_is_left_over()
    {
        string[] covered = ["max_pool2d", "avg_pool2d", "adaptive_avg_pool2d", "adaptive_max_pool2d", "interpolate", "pad2d", "pixel_shuffle", "concat"];
        Assert.All(Golden.Operations("ops_pool"), operation => Assert.Contains(operation, covered));
    }

    [Theory]
    [MemberData(nameof(Paddings))]
    public void Padding_has_golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_pool", name);
        int[] sides = golden.Integers("pad_l_r_t_b");
        PaddingMode mode = golden.Parameters.GetProperty("mode").GetString() switch { "constant" => PaddingMode.Constant, "reflect" => PaddingMode.Reflect, _ => PaddingMode.Replicate };
        Check(golden, input => Ops.Pad2D(input, new Padding2D(sides[2], sides[3], sides[0], sides[1]), mode, golden.Has("value") ? golden.Number("value") : 0));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resizing_has_golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_pool", name);
        ResizeMode mode = golden.Parameters.GetProperty("mode").GetString() == "nearest" ? ResizeMode.Nearest : golden.Flag("align_corners") ? ResizeMode.BilinearAlignCorners : ResizeMode.Bilinear;
        if (golden.Has("scale_factor"))
        {
            Check(golden, input => Ops.Resize2D(input, (double)golden.Number("scale_factor"), mode));
            return;
        }
        int[] size = golden.Integers("output_size");
        Check(golden, input => Ops.Resize2D(input, size[0], size[1], mode));
    }

    [Fact]
    public void Pixel_shuffle_has_golden_numbers_and_an_inverse()
    {
        GoldenCase golden = Golden.Case("ops_pool", "pixel_shuffle_2");
        Check(golden, input => Ops.PixelShuffle(input, golden.Integer("r")));
        foreach ((int channels, int factor) in ((int, int)[])[(1, 2), (5, 2), (3, 3), (17, 1)])
        {
            Tensor x = GradientCheck.Random([2, 3, 4, channels * factor * factor], 1), y = Ops.PixelShuffle(x, factor);
            Assert.Equal<Shape>([2, 3 * factor, 4 * factor, channels], y.Shape);
            Assert.Equal(x.ToArray(), Ops.PixelUnshuffle(y, factor).ToArray());
        }
    }

    [Fact]
    public void Sequences_are_padded_in_every_mode()
    {
        Tensor x = Tensor.From([1, 2, 3], [1, 3, 1]);
        Assert.Equal([9, 9, 1, 2, 3, 9], Ops.Pad1D(x, 2, 1, PaddingMode.Constant, 9).ToArray());
        Assert.Equal([3, 2, 1, 2, 3, 2], Ops.Pad1D(x, 2, 1, PaddingMode.Reflect).ToArray());
        Assert.Equal([1, 1, 1, 2, 3, 3], Ops.Pad1D(x, 2, 1, PaddingMode.Replicate).ToArray());
        Assert.Equal([2, 3, 1, 2, 3, 1], Ops.Pad1D(x, 2, 1, PaddingMode.Circular).ToArray());
    }

    [Fact]
    public void Errors_name_the_rule_and_the_shape()
    {
        Tensor x = Tensor.Zeros([1, 4, 4, 3]);
        (Action Action, string Text)[] errors =
        [
            (() => Ops.Pad2D(x, Padding2D.All(4), PaddingMode.Reflect), "a Reflect padding of an axis of length 4 is at most 3, but is 4; received shape [1, 4, 4, 3]"),
            (() => Ops.Pad2D(x, Padding2D.All(5), PaddingMode.Circular), "at most 4, but is 5"),
            (() => Ops.Pad2D(Tensor.Zeros([1, 0, 4, 3]), Padding2D.All(1), PaddingMode.Replicate), "at most 0, but is 1"),
            (() => Ops.Pad2D(x, new Padding2D(-1, 0, 0, 0)), "paddings are 0 to"),
            (() => Ops.Resize2D(x, 0.2), "at least one pixel, and a size that is an int, but is 0.2"),
            (() => Ops.Resize2D(x, double.NaN), "but is NaN"),
            (() => Ops.Resize2D(x, 0, 4), "at least 1 x 1, but is 0 x 4"),
            (() => Ops.Resize2D(Tensor.Zeros([1, 0, 4, 3]), 2, 2), "at least one pixel"),
            (() => Ops.PixelShuffle(x, 2), "divides the 3 channels, but is 2"),
            (() => Ops.PixelUnshuffle(x, 3), "divides height and width, but is 3"),
            (() => Ops.Pad1D(Tensor.Zeros([3]), 1, 1), "Pad1D: the input is [N, L, C]"),
        ];
        foreach ((Action action, string text) in errors) Assert.Contains(text, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    private static void Check(GoldenCase golden, Func<Tensor, Tensor> operation)
    {
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true), output = operation(input);
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());
        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
    }
}
