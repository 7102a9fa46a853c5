using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class PoolingLayerTests
{
    // Two channels, the second the negative of the first.
    private static readonly Tensor s_sequence = Tensor.From([1, -1, 5, -5, 3, -3, 2, -2, 8, -8], [1, 5, 2]);

    public static TheoryData<string> Maxima => Golden.Names("ops_pool", "max_pool2d");

    public static TheoryData<string> Means => Golden.Names("ops_pool", "avg_pool2d");

    public static TheoryData<string> Adaptive => Golden.Names("ops_pool", "adaptive_avg_pool2d", "adaptive_max_pool2d");

    [Theory]
    [MemberData(nameof(Maxima))]
    public void MaxPool2D_has_golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_pool", name);
        LayerReference.CheckGolden(golden, new MaxPool2D(Pair(golden, "kernel"))
        {
            Stride = Pair(golden, "stride"),
            Padding = Sides(golden),
            Dilation = Pair(golden, "dilation"),
            CeilMode = golden.Flag("ceil_mode"),
        });
    }

    [Theory]
    [MemberData(nameof(Means))]
    public void AveragePool2D_has_golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_pool", name);
        LayerReference.CheckGolden(golden, new AveragePool2D(Pair(golden, "kernel"))
        {
            Stride = Pair(golden, "stride"),
            Padding = Sides(golden),
            CeilMode = golden.Flag("ceil_mode"),
            CountIncludePad = golden.Flag("count_include_pad"),
        });
    }

    [Theory]
    [MemberData(nameof(Adaptive))]
    public void Adaptive_pooling_has_golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_pool", name);
        Size2D output = Pair(golden, "output_size");
        LayerReference.CheckGolden(golden, golden.Operation == "adaptive_avg_pool2d" ? new AdaptiveAveragePool2D(output) : new AdaptiveMaxPool2D(output));
    }

    [Fact]
    public void The_global_maximum_is_the_adaptive_one_of_one_pixel()
    {
        GoldenCase golden = Golden.Case("ops_pool", "adaptive_max_1x1");
        Tensor input = LayerReference.Leaf(golden.Input("input").ChannelsLast);
        golden.Check("output", golden.Output(), LayerReference.Apply(new GlobalMaxPool2D(), [input]).Span);
    }

    [Fact]
    public void With_same_padding_the_mean_is_that_of_the_pixels_in_the_image()
    {
        Tensor image = Tensor.From([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
        var layer = new AveragePool2D(2) { Padding = Padding.Same };
        LayerReference.AssertIs([3, 4.5f, 7.5f, 9], [1, 2, 2, 1], LayerReference.Apply(layer, [image]));
        LayerReference.AssertIs([3, 2.25f, 3.75f, 2.25f], [1, 2, 2, 1], LayerReference.Apply(layer with { CountIncludePad = true }, [image]));
    }

    [Fact]
    public void The_largest_of_each_window_of_a_sequence()
    {
        LayerReference.AssertIs([5, -1, 3, -2], [1, 2, 2], LayerReference.Apply(new MaxPool1D(2), [s_sequence]));
        LayerReference.AssertIs([5, -1, 3, -2, 8, -8], [1, 3, 2], LayerReference.Apply(new MaxPool1D(2) { Padding = Padding1D.Same }, [s_sequence]));
        LayerReference.AssertIs([5, -1, 3, -2, 8, -8], [1, 3, 2], LayerReference.Apply(new MaxPool1D(2) { CeilMode = true }, [s_sequence]));
        LayerReference.AssertIs([5, -1, 5, -2, 8, -2], [1, 3, 2], LayerReference.Apply(new MaxPool1D(3) { Stride = 2, Padding = Padding1D.All(1) }, [s_sequence]));
        LayerReference.AssertIs([3, -1, 5, -2, 8, -3], [1, 3, 2], LayerReference.Apply(new MaxPool1D(2) { Stride = 1, Dilation = 2 }, [s_sequence]));
    }

    [Fact]
    public void The_mean_of_each_window_of_a_sequence()
    {
        LayerReference.AssertIs([3, -3, 2.5f, -2.5f], [1, 2, 2], LayerReference.Apply(new AveragePool1D(2), [s_sequence]));
        LayerReference.AssertIs([3, -3, 2.5f, -2.5f, 8, -8], [1, 3, 2], LayerReference.Apply(new AveragePool1D(2) { Padding = Padding1D.Same }, [s_sequence]));
        LayerReference.AssertIs([3, -3, 2.5f, -2.5f, 8, -8], [1, 3, 2], LayerReference.Apply(new AveragePool1D(2) { CeilMode = true }, [s_sequence]));
        LayerReference.AssertIs([3, -3, 10 / 3f, -10 / 3f, 5, -5], [1, 3, 2], LayerReference.Apply(new AveragePool1D(3) { Stride = 2, Padding = Padding1D.All(1) }, [s_sequence]));
        LayerReference.AssertIs([2, -2, 10 / 3f, -10 / 3f, 10 / 3f, -10 / 3f], [1, 3, 2], LayerReference.Apply(new AveragePool1D(3) { Stride = 2, Padding = Padding1D.All(1), CountIncludePad = true }, [s_sequence]));
    }

    [Fact]
    public void A_whole_sequence_or_a_fixed_number_of_regions()
    {
        LayerReference.AssertIs([3.8f, -3.8f], [1, 2], LayerReference.Apply(new GlobalAveragePool1D(), [s_sequence]));
        LayerReference.AssertIs([8, -1], [1, 2], LayerReference.Apply(new GlobalMaxPool1D(), [s_sequence]));
        // Regions 0..1, 1..3 and 3..4.
        LayerReference.AssertIs([3, -3, 10 / 3f, -10 / 3f, 5, -5], [1, 3, 2], LayerReference.Apply(new AdaptiveAveragePool1D(3), [s_sequence]));
        LayerReference.AssertIs([5, -1, 5, -2, 8, -2], [1, 3, 2], LayerReference.Apply(new AdaptiveMaxPool1D(3), [s_sequence]));
    }

    public static TheoryData<Layer, int[], string> Refusals => new()
    {
        { new AveragePool2D(0), [8, 8, 3], "average_pool2d (AveragePool2D): Kernel must be at least 1, is 0" },
        { new AveragePool2D(2) { Stride = 0 }, [8, 8, 3], "Stride must be at least 1, is 0" },
        { new AveragePool2D(2) { Padding = Padding.All(-1) }, [8, 8, 3], "Padding must be at least 0, is -1,-1,-1,-1" },
        { new AveragePool2D(2) { Padding = Padding.All(2) }, [8, 8, 3], "expects a padding of at most half the window 2, has 2, 2, 2, 2 (top, bottom, left, right); received [8, 8, 3]" },
        { new AveragePool2D(9), [8, 8, 3], "its window covers 9 pixels of height (kernel 9, dilation 1), but the image has 8 and padding 0 + 0" },
        { new AveragePool2D(2), [8, 3], "expects [height, width, channels]; received [8, 3]" },
        { new AdaptiveAveragePool2D((0, 1)), [8, 8, 3], "Output must be at least 1, is 0x1" },
        { new AdaptiveMaxPool2D(0), [8, 8, 3], "Output must be at least 1, is 0" },
        { new GlobalMaxPool2D(), [8, 3], "expects [height, width, channels]; received [8, 3]" },
        { new MaxPool1D(0), [8, 3], "max_pool1d (MaxPool1D): Kernel must be at least 1, is 0" },
        { new MaxPool1D(2) { Stride = -1 }, [8, 3], "Stride must be at least 1, is -1" },
        { new MaxPool1D(2) { Dilation = 0 }, [8, 3], "Dilation must be at least 1, is 0" },
        { new MaxPool1D(2) { Padding = Padding1D.Causal }, [8, 3], "Padding must be valid, same or explicit, is causal" },
        { new MaxPool1D(2) { Padding = Padding1D.All(-1) }, [8, 3], "Padding must be at least 0, is -1,-1" },
        { new MaxPool1D(2) { Padding = Padding1D.Explicit(1, 2) }, [8, 3], "expects a padding of at most half the window 2, has 1, 2 (before, after); received [8, 3]" },
        { new MaxPool1D(9), [8, 3], "its window covers 9 steps (kernel 9, dilation 1), but the sequence has 8 and padding 0 + 0" },
        { new MaxPool1D(2), [8, 8, 3], "expects [length, channels]; received [8, 8, 3]" },
        { new AveragePool1D(0), [8, 3], "Kernel must be at least 1, is 0" },
        { new AveragePool1D(2) { Stride = 0 }, [8, 3], "Stride must be at least 1, is 0" },
        { new AveragePool1D(2) { Padding = Padding1D.Causal }, [8, 3], "Padding must be valid, same or explicit, is causal" },
        { new AveragePool1D(2) { Padding = Padding1D.All(-1) }, [8, 3], "Padding must be at least 0, is -1,-1" },
        { new AveragePool1D(2) { Padding = Padding1D.All(2) }, [8, 3], "expects a padding of at most half the window 2, has 2, 2 (before, after)" },
        { new GlobalAveragePool1D(), [8], "expects [length, channels]; received [8]" },
        { new GlobalMaxPool1D(), [8, 8, 3], "expects [length, channels]; received [8, 8, 3]" },
        { new AdaptiveAveragePool1D(0), [8, 3], "Output must be at least 1, is 0" },
        { new AdaptiveMaxPool1D(-1), [8, 3], "Output must be at least 1, is -1" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_cannot_be_is_refused(Layer layer, int[] input, string expected) =>
        Assert.Contains(expected, LayerReference.Refused(layer, input), StringComparison.Ordinal);

    private static Size2D Pair(GoldenCase golden, string parameter) => (golden.Integers(parameter)[0], golden.Integers(parameter)[1]);

    private static Padding Sides(GoldenCase golden)
    {
        (int rows, int columns) = Pair(golden, "padding");
        return Padding.Explicit(new Padding2D(rows, rows, columns, columns));
    }
}
