using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class ReshapingLayerTests
{
    private static readonly Tensor s_sequence = Tensor.From([1, 2, 3, 4, 5, 6], [1, 3, 2]);
    private static readonly Tensor s_image = Tensor.From([1, 2, 3, 4, 5, 6], [1, 2, 3, 1]);

    [Theory]
    [InlineData("resize_nearest_up2", ResizeMode.Nearest)]
    [InlineData("resize_bilinear_noac_up2", ResizeMode.Bilinear)]
    [InlineData("resize_bilinear_ac_up2", ResizeMode.BilinearAlignCorners)]
    public void UpSampling2D_has_golden_numbers(string name, ResizeMode mode) =>
        LayerReference.CheckGolden(Golden.Case("ops_pool", name), new UpSampling2D(2) { Interpolation = mode });

    [Fact]
    public void Rows_and_columns_are_repeated() => LayerReference.AssertIs(
        [1, 1, 1, 2, 2, 2, 3, 3, 3, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 4, 4, 4, 5, 5, 5, 6, 6, 6],
        [1, 4, 9, 1],
        LayerReference.Apply(new UpSampling2D((2, 3)), [s_image]));

    /// <summary>The position of a pixel is a quotient that must not be rounded to its neighbour's.</summary>
    [Fact]
    public void Steps_are_repeated_equally_often_whatever_the_length()
    {
        for (int length = 1; length <= 40; length++)
        {
            foreach (int size in (int[])[1, 2, 3, 5, 7, 10])
            {
                float[] steps = [.. Enumerable.Range(0, length).Select(i => (float)i)];
                Tensor output = LayerReference.Apply(new UpSampling1D(size), [Tensor.From(steps, [1, length, 1])]);
                Assert.Equal(steps.SelectMany(step => Enumerable.Repeat(step, size)), output.ToArray());
            }
        }
        LayerReference.AssertIs([1, 2, 1, 2, 3, 4, 3, 4, 5, 6, 5, 6], [1, 6, 2], LayerReference.Apply(new UpSampling1D(2), [s_sequence]));
    }

    [Fact]
    public void Zeros_are_added_and_what_is_added_can_be_cut_off()
    {
        LayerReference.AssertIs([0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0], [1, 6, 2], LayerReference.Apply(new ZeroPadding1D(Padding1D.Explicit(1, 2)), [s_sequence]));
        LayerReference.AssertIs(
            [0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0], [1, 3, 4, 1], LayerReference.Apply(new ZeroPadding2D(Padding.Explicit(new Padding2D(1, 0, 0, 1))), [s_image]));
        LayerReference.AssertIs([3, 4], [1, 1, 2], LayerReference.Apply(new Cropping1D(Padding1D.All(1)), [s_sequence]));
        LayerReference.AssertIs([3, 6], [1, 2, 1, 1], LayerReference.Apply(new Cropping2D(Padding.Explicit(new Padding2D(0, 0, 2, 0))), [s_image]));
        LayerReference.AssertIs([5], [1, 1, 1, 1], LayerReference.Apply(new Cropping2D(Padding.Explicit(new Padding2D(1, 0, 1, 1))), [s_image]));
        LayerReference.AssertIs(s_image.ToArray(), s_image.Shape, LayerReference.Apply(new Cropping2D(Padding.Valid), [s_image]));
    }

    [Fact]
    public void A_length_of_minus_one_is_what_remains()
    {
        LayerReference.AssertIs([1, 2, 3, 4, 5, 6], [1, 2, 3], LayerReference.Apply(new Reshape([2, -1]), [s_sequence]));
        LayerReference.AssertIs([1, 2, 3, 4, 5, 6], [1, 6], LayerReference.Apply(new Reshape([-1]), [s_sequence]));
        LayerReference.AssertIs([1, 2, 3, 4, 5, 6], [1, 6, 1, 1], LayerReference.Apply(new Reshape([6, -1, 1]), [s_sequence]));
        Assert.Equal([0, 2, 3], LayerReference.Apply(new Reshape([2, -1]), [Tensor.Zeros([0, 3, 2])]).Shape);
    }

    [Fact]
    public void Axes_are_counted_from_one()
    {
        LayerReference.AssertIs([1, 3, 5, 2, 4, 6], [1, 2, 3], LayerReference.Apply(new Permute([2, 1]), [s_sequence]));
        Assert.Equal([1, 4, 2, 3], LayerReference.Apply(new Permute([3, 1, 2]), [Tensor.Zeros([1, 2, 3, 4])]).Shape);
    }

    [Fact]
    public void A_vector_is_repeated() => LayerReference.AssertIs(
        [1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4], [2, 3, 2], LayerReference.Apply(new RepeatVector(3), [Tensor.From([1, 2, 3, 4], [2, 2])]));

    [Fact]
    public void Dimensions_are_compared_by_content()
    {
        Dimensions dimensions = [2, -1], empty = [];
        Assert.True(dimensions == [2, -1]);
        Assert.True(dimensions != [2, 1]);
        Assert.Equal(new Reshape([2, -1]), new Reshape(dimensions));
        Assert.Equal(dimensions.GetHashCode(), Dimensions.Create([2, -1]).GetHashCode());
        Assert.Equal(empty, default);
        Assert.Equal((2, -1, "[2, -1]", "[]"), (dimensions.Length, dimensions[1], $"{dimensions}", $"{empty}"));
    }

    [Theory]
    [InlineData("valid")]
    [InlineData("same")]
    [InlineData("causal")]
    [InlineData("3,0")]
    public void A_padding_of_sequences_is_read_as_it_is_written(string text) => Assert.Equal(text, Padding1D.Parse(text).ToString());

    [Theory]
    [InlineData("full")]
    [InlineData("1")]
    [InlineData("1,-1")]
    [InlineData("1,2,3")]
    public void Another_padding_of_sequences_is_refused(string text) => Assert.StartsWith(
        $"'{text}' is not a padding; there are same, valid, causal and before,after", Assert.Throws<ArgumentException>(() => Padding1D.Parse(text)).Message, StringComparison.Ordinal);

    public static TheoryData<Layer, int[], string> Refusals => new()
    {
        { new ZeroPadding2D(Padding.Same), [8, 8, 3], "zero_padding2d (ZeroPadding2D): Padding must be a number of rows and columns, is same" },
        { new ZeroPadding2D(Padding.All(-1)), [8, 8, 3], "Padding must be at least 0, is -1,-1,-1,-1" },
        { new ZeroPadding2D(Padding.All(int.MaxValue)), [8, 8, 3], "zero_padding2d (ZeroPadding2D): a size exceeds 2147483647" },
        { new ZeroPadding2D(Padding.All(1)), [8, 3], "expects [height, width, channels]; received [8, 3]" },
        { new ZeroPadding1D(Padding1D.Same), [8, 3], "Padding must be a number of steps, is same" },
        { new ZeroPadding1D(Padding1D.Causal), [8, 3], "Padding must be a number of steps, is causal" },
        { new ZeroPadding1D(Padding1D.All(-1)), [8, 3], "Padding must be at least 0, is -1,-1" },
        { new ZeroPadding1D(Padding1D.All(int.MaxValue)), [8, 3], "zero_padding1d (ZeroPadding1D): a size exceeds 2147483647" },
        { new ZeroPadding1D(Padding1D.All(1)), [8, 8, 3], "expects [length, channels]; received [8, 8, 3]" },
        { new Cropping1D(Padding1D.Same), [8, 3], "Cropping must be a number of steps, is same" },
        { new Cropping1D(Padding1D.All(-1)), [8, 3], "Cropping must be at least 0, is -1,-1" },
        { new Cropping1D(Padding1D.All(4)), [8, 3], "expects more than 8 steps to cut off; received [8, 3]" },
        { new Cropping1D(Padding1D.All(int.MaxValue)), [8, 3], "expects more than 4294967294 steps to cut off" },
        { new Cropping2D(Padding.Same), [8, 8, 3], "Cropping must be a number of rows and columns, is same" },
        { new Cropping2D(Padding.All(-1)), [8, 8, 3], "Cropping must be at least 0, is -1,-1,-1,-1" },
        { new Cropping2D(Padding.Explicit(new Padding2D(4, 4, 1, 2))), [8, 8, 3], "expects more than 8 rows and 3 columns to cut off; received [8, 8, 3]" },
        { new Cropping2D(Padding.All(1)), [8, 3], "expects [height, width, channels]; received [8, 3]" },
        { new UpSampling1D(0), [8, 3], "up_sampling1d (UpSampling1D): Size must be at least 1, is 0" },
        { new UpSampling1D(int.MaxValue), [8, 3], "a size exceeds 2147483647" },
        { new UpSampling1D(2), [8], "expects [length, channels]; received [8]" },
        { new UpSampling2D((1, 0)), [8, 8, 3], "Size must be at least 1, is 1x0" },
        { new UpSampling2D(2) { Interpolation = (ResizeMode)9 }, [8, 8, 3], "Interpolation must be Nearest, Bilinear or BilinearAlignCorners, is 9" },
        { new UpSampling2D(int.MaxValue), [8, 8, 3], "a size exceeds 2147483647" },
        { new UpSampling2D(2), [8, 3], "expects [height, width, channels]; received [8, 3]" },
        { new Reshape([2, 0]), [8, 3], "reshape (Reshape): TargetShape must hold lengths of at least 1, or one -1, is [2, 0]" },
        { new Reshape([2, -2]), [8, 3], "TargetShape must hold lengths of at least 1, or one -1, is [2, -2]" },
        { new Reshape([-1, -1]), [8, 3], "TargetShape must hold at most one -1, is [-1, -1]" },
        { new Reshape([5, 5]), [8, 3], "expects 25 numbers for [5, 5], has 24; received [8, 3]" },
        { new Reshape([5, -1]), [8, 3], "expects a multiple of 5 numbers for [5, -1], has 24; received [8, 3]" },
        { new Reshape([-1, int.MaxValue, int.MaxValue, int.MaxValue]), [8, 3], "numbers for [-1, 2147483647, 2147483647, 2147483647], has 24" },
        { new Permute([]), [8, 3], "Dims must hold each axis from 1 to their number once, is []" },
        { new Permute([0, 1]), [8, 3], "Dims must hold each axis from 1 to their number once, is [0, 1]" },
        { new Permute([2, 2]), [8, 3], "Dims must hold each axis from 1 to their number once, is [2, 2]" },
        { new Permute([2, 1, 3]), [8, 3], "expects 3 axes for Dims [2, 1, 3]; received [8, 3]" },
        { new RepeatVector(0), [3], "repeat_vector (RepeatVector): Count must be at least 1, is 0" },
        { new RepeatVector(2), [8, 3], "expects [features]; received [8, 3]" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_cannot_be_is_refused(Layer layer, int[] input, string expected) =>
        Assert.Contains(expected, LayerReference.Refused(layer, input), StringComparison.Ordinal);
}
