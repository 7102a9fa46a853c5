using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class ConvolutionLayerTests
{
    public static TheoryData<string> Images => Golden.Names("ops_conv", "conv2d");

    public static TheoryData<string> Transposed => Golden.Names("ops_conv", "conv_transpose2d");

    public static TheoryData<string> Sequences => Golden.Names("ops_conv", "conv1d");

    [Theory]
    [MemberData(nameof(Images))]
    public void Conv2D_has_golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_conv", name);
        int[] weight = golden.Input("weight").Shape;
        LayerReference.CheckGolden(
            golden,
            new Conv2D(weight[0], (weight[2], weight[3]))
            {
                Stride = Pair(golden, "stride"),
                Padding = Sides(golden),
                Dilation = Pair(golden, "dilation"),
                Groups = golden.Integer("groups"),
                UseBias = golden.Flag("bias"),
            },
            array => array.KernelLast);
    }

    [Theory]
    [InlineData("conv2d_3x3_depthwise")]
    [InlineData("conv2d_3x3_depthwise_mult2_s2")]
    public void DepthwiseConv2D_has_golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_conv", name);
        int[] weight = golden.Input("weight").Shape;
        LayerReference.CheckGolden(
            golden,
            new DepthwiseConv2D((weight[2], weight[3])) { DepthMultiplier = weight[0] / golden.Integer("groups"), Stride = Pair(golden, "stride"), Padding = Sides(golden) },
            array => array.KernelLast);
    }

    [Theory]
    [MemberData(nameof(Transposed))]
    public void Conv2DTranspose_has_golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_conv", name);
        int[] weight = golden.Input("weight").Shape;
        LayerReference.CheckGolden(
            golden,
            new Conv2DTranspose(weight[1] * golden.Integer("groups"), (weight[2], weight[3]))
            {
                Stride = Pair(golden, "stride"),
                Padding = Sides(golden),
                OutputPadding = Pair(golden, "output_padding"),
                Dilation = Pair(golden, "dilation"),
                Groups = golden.Integer("groups"),
            },
            array => array.KernelLast);
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Conv1D_has_golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_conv", name);
        int[] weight = golden.Input("weight").Shape;
        LayerReference.CheckGolden(
            golden,
            new Conv1D(weight[0], weight[2]) { Stride = golden.Integer("stride"), Padding = Padding1D.All(golden.Integer("padding")) },
            array => array.Permute([2, 1, 0]));
    }

    [Fact]
    public void Causal_padding_lets_no_output_see_a_later_step()
    {
        Tensor kernel = Tensor.From([1, 10], [2, 1, 1]), x = Tensor.From([1, 2, 3, 4, 5], [1, 5, 1]);
        var layer = new Conv1D(1, 2) { Padding = Padding1D.Causal, Dilation = 2, UseBias = false };
        LayerReference.AssertIs([10, 20, 31, 42, 53], [1, 5, 1], LayerReference.Apply(layer, [x], kernel));
        // Every second of the outputs, from the first.
        LayerReference.AssertIs([10, 31, 53], [1, 3, 1], LayerReference.Apply(layer with { Stride = 2 }, [x], kernel));
    }

    [Fact]
    public void Same_padding_of_a_sequence_has_its_odd_step_at_the_end() => LayerReference.AssertIs(
        [21, 32, 3], [1, 3, 1], LayerReference.Apply(new Conv1D(1, 2) { Padding = Padding1D.Same, UseBias = false }, [Tensor.From([1, 2, 3], [1, 3, 1])], Tensor.From([1, 10], [2, 1, 1])));

    [Theory]
    [InlineData(5, 3, 2, 1, "valid", null, 11)]
    [InlineData(5, 3, 2, 1, "valid", 1, 12)]
    [InlineData(5, 2, 3, 1, "valid", null, 15)]
    [InlineData(5, 3, 1, 2, "valid", null, 9)]
    [InlineData(5, 3, 2, 1, "same", null, 10)]
    [InlineData(5, 2, 3, 1, "same", null, 15)]
    [InlineData(5, 3, 2, 1, "same", 0, 9)]
    [InlineData(5, 3, 2, 1, "same", 1, 10)]
    [InlineData(2, 4, 2, 1, "same", 0, 2)]
    [InlineData(5, 1, 2, 1, "same", 1, 10)]
    [InlineData(4, 4, 2, 1, "1,1,1,1", null, 8)]
    [InlineData(4, 3, 2, 1, "1,1,1,1", 1, 8)]
    [InlineData(4, 2, 3, 1, "0,0,0,1", null, 11)]
    public void A_transposed_convolution_has_the_size_of_Keras_or_with_numbers_of_PyTorch(int size, int kernel, int stride, int dilation, string padding, int? outputPadding, int expected)
    {
        var layer = new Conv2DTranspose(1, kernel) { Stride = stride, Dilation = dilation, Padding = Padding.Parse(padding), OutputPadding = outputPadding is { } more ? (Size2D)more : null };
        Assert.Equal(expected, Network.Input([size, size, 1]).Apply(layer).Shape[0]);
    }

    private sealed record Adjoint(int Size, int Kernel, int Stride, int Dilation, bool Same, int? OutputPadding);

    /// <summary>With Keras' sizes and offsets it is the transpose of the convolution with the same options: conv(x) . y = x . transposed(y).</summary>
    [Fact]
    public void It_is_the_transpose_of_the_convolution() => Check.QuickThrowOnFailure(Prop.ForAll(
        Arb.From(
            from size in Gen.Choose(1, 5)
            from kernel in Gen.Choose(1, 4)
            from stride in Gen.Choose(1, 4)
            from dilation in Gen.Choose(1, 3)
            from same in Gen.Elements(true, false)
            from more in Gen.Choose(-1, stride - 1)
                // Only sizes that the convolution maps back to this one.
            let odd = (dilation * (kernel - 1) + 1) % 2
            select new Adjoint(size, kernel, stride, dilation, same, more < 0 || (same && odd + more is var rest && (rest < 1 || rest > stride)) ? null : more)),
        c =>
        {
            Padding padding = c.Same ? Padding.Same : Padding.Valid;
            var transposed = new Conv2DTranspose(2, (c.Kernel, 3)) { Stride = (c.Stride, 1), Dilation = (c.Dilation, 1), Padding = padding, OutputPadding = c.OutputPadding is { } more ? (more, 0) : null, UseBias = false };
            var convolution = new Conv2D(3, (c.Kernel, 3)) { Stride = (c.Stride, 1), Dilation = (c.Dilation, 1), Padding = padding, UseBias = false };
            Tensor kernel = TestData.Random([c.Kernel, 3, 2, 3], 1), y = TestData.Random([2, c.Size, 3, 3], 2);
            Tensor back = LayerReference.Apply(transposed, [y], kernel), x = TestData.Random(back.Shape, 3);
            Tensor there = LayerReference.Apply(convolution, [x], kernel);
            Assert.Equal(y.Shape, there.Shape);
            Assert.Equal((double)Ops.Sum(there * y).Item(), Ops.Sum(x * back).Item(), 1e-3);
        }));

    [Fact]
    public void A_separable_convolution_is_a_depthwise_one_and_one_of_a_pixel()
    {
        Tensor x = TestData.Random([2, 5, 6, 3], 1), depthwise = TestData.Random([3, 3, 1, 6], 2), pointwise = TestData.Random([1, 1, 6, 4], 3), bias = TestData.Random([4], 4);
        var layer = new SeparableConv2D(4, 3) { DepthMultiplier = 2, Stride = 2, Padding = Padding.Same, Activation = "relu" };
        Tensor between = LayerReference.Apply(new Conv2D(6, 3) { Groups = 3, Stride = 2, Padding = Padding.Same, UseBias = false }, [x], depthwise);
        Tensor expected = LayerReference.Apply(new Conv2D(4, 1) { Activation = "relu" }, [between], pointwise, bias);
        TestData.AssertSameBits(expected, LayerReference.Apply(layer, [x], depthwise, pointwise, bias));
        Assert.Equal(["depthwise_kernel", "pointwise_kernel", "bias"], layer.WeightsFor([[5, 6, 3]]).Select(spec => spec.Name));
    }

    [Fact]
    public void Each_weight_of_a_separable_convolution_has_its_options()
    {
        var layer = new SeparableConv2D(4, 3)
        {
            DepthwiseInitializer = "ones",
            PointwiseInitializer = "constant(2)",
            BiasInitializer = "constant(3)",
            DepthwiseRegularizer = "l2(0.1)",
            PointwiseRegularizer = "l2(0.2)",
            BiasRegularizer = "l2(0.3)",
            DepthwiseConstraint = "max_norm(1)",
            PointwiseConstraint = "max_norm(2)",
        };
        IReadOnlyList<WeightSpec> specs = layer.WeightsFor([[5, 5, 2]]);
        Assert.Equal([new Ones(), new Constant(2), new Constant(3)], specs.Select(spec => spec.Initializer));
        Assert.Equal(["l2(0.1)", "l2(0.2)", "l2(0.3)"], specs.Select(spec => spec.Regularizer!.ToString()));
        Assert.Equal(["max_norm(1)", "max_norm(2)", null], specs.Select(spec => spec.Constraint?.ToString()));
        Assert.Equal([true, true, false], specs.Select(spec => spec.Decays));
    }

    /// <summary>Keras counts the fans of [height, width, channels, multiplier]: 9 * 32 numbers lead in and 9 * 2 lead out.</summary>
    [Theory]
    [InlineData("he_uniform", 6.0 / (9 * 32))]
    [InlineData("glorot_uniform", 6.0 / (9 * 32 + 9 * 2))]
    public void Depthwise_kernels_start_as_in_Keras(string initializer, double squaredLimit)
    {
        Layer[] layers = [new DepthwiseConv2D(3) { DepthMultiplier = 2, KernelInitializer = initializer }, new SeparableConv2D(4, 3) { DepthMultiplier = 2, DepthwiseInitializer = initializer }];
        foreach (Layer layer in layers)
        {
            Tensor kernel = Network.Sequential([8, 8, 32], [layer]).Weights[0].Value;
            Assert.Equal([3, 3, 1, 64], kernel.Shape);
            float largest = kernel.ToArray().Max(MathF.Abs), limit = (float)Math.Sqrt(squaredLimit);
            Assert.InRange(largest, 0.95f * limit, limit);
        }
    }

    public static TheoryData<Layer, int[], string> Refusals => new()
    {
        { new Conv1D(0, 3), [8, 4], "conv1d (Conv1D): Filters must be at least 1, is 0" },
        { new Conv1D(4, 0), [8, 4], "Kernel must be at least 1, is 0" },
        { new Conv1D(4, 3) { Stride = 0 }, [8, 4], "Stride must be at least 1, is 0" },
        { new Conv1D(4, 3) { Dilation = -1 }, [8, 4], "Dilation must be at least 1, is -1" },
        { new Conv1D(4, 3) { Padding = Padding1D.Explicit(1, -2) }, [8, 4], "Padding must be at least 0, is 1,-2" },
        { new Conv1D(4, 3) { Groups = 3 }, [8, 4], "Groups must be at least 1 and divide Filters 4, is 3" },
        { new Conv1D(6, 3) { Groups = 3 }, [8, 4], "expects a number of channels that Groups 3 divides; received [8, 4]" },
        { new Conv1D(4, 3), [8, 8, 3], "expects [length, channels]; received [8, 8, 3]" },
        { new Conv1D(4, 5) { Dilation = 2 }, [8, 4], "its window covers 9 steps (kernel 5, dilation 2), but the sequence has 8 and padding 0 + 0; use same padding, a smaller kernel, or fewer layers that shrink the sequence" },
        { new Conv1D(4, int.MaxValue) { Padding = Padding1D.Causal, Dilation = 2 }, [8, 4], "conv1d (Conv1D): a size exceeds 2147483647" },
        { new DepthwiseConv2D(3) { DepthMultiplier = 0 }, [8, 8, 3], "DepthMultiplier must be at least 1, is 0" },
        { new DepthwiseConv2D(3) { DepthMultiplier = int.MaxValue }, [8, 8, 3], "depthwise_conv2d (DepthwiseConv2D): a size exceeds 2147483647" },
        { new DepthwiseConv2D(0), [8, 8, 3], "Kernel must be at least 1, is 0" },
        { new DepthwiseConv2D(3), [8, 3], "expects [height, width, channels]; received [8, 3]" },
        { new SeparableConv2D(0, 3), [8, 8, 3], "Filters must be at least 1, is 0" },
        { new SeparableConv2D(4, (3, 0)), [8, 8, 3], "Kernel must be at least 1, is 3x0" },
        { new SeparableConv2D(4, 3) { DepthMultiplier = 0 }, [8, 8, 3], "DepthMultiplier must be at least 1, is 0" },
        { new SeparableConv2D(4, 3) { Stride = 0 }, [8, 8, 3], "Stride must be at least 1, is 0" },
        { new SeparableConv2D(4, 9), [8, 8, 3], "its window covers 9 pixels of height (kernel 9, dilation 1), but the image has 8" },
        { new Conv2DTranspose(0, 3), [8, 8, 3], "conv2d_transpose (Conv2DTranspose): Filters must be at least 1, is 0" },
        { new Conv2DTranspose(4, 0), [8, 8, 3], "Kernel must be at least 1, is 0" },
        { new Conv2DTranspose(4, 3) { Stride = (1, 0) }, [8, 8, 3], "Stride must be at least 1, is 1x0" },
        { new Conv2DTranspose(4, 3) { Dilation = 0 }, [8, 8, 3], "Dilation must be at least 1, is 0" },
        { new Conv2DTranspose(4, 3) { Padding = Padding.All(-1) }, [8, 8, 3], "Padding must be at least 0, is -1,-1,-1,-1" },
        { new Conv2DTranspose(4, 3) { Groups = 3 }, [8, 8, 3], "Groups must be at least 1 and divide Filters 4, is 3" },
        { new Conv2DTranspose(4, 3) { Groups = 2 }, [8, 8, 3], "expects a number of channels that Groups 2 divides; received [8, 8, 3]" },
        { new Conv2DTranspose(4, 3) { Stride = 2, OutputPadding = 2 }, [8, 8, 3], "OutputPadding must be at least 0 and below Stride 2 or Dilation 1, is 2" },
        { new Conv2DTranspose(4, 3) { OutputPadding = -1 }, [8, 8, 3], "OutputPadding must be at least 0 and below Stride 1 or Dilation 1, is -1" },
        { new Conv2DTranspose(4, 3) { Padding = Padding.All(9) }, [8, 8, 3], "its output would have -8 pixels of height (image 8, window 3, stride 1, padding 9 + 9, output padding 0)" },
        { new Conv2DTranspose(4, 3) { Stride = int.MaxValue }, [8, 8, 3], "its output would have 17179869176 pixels of height" },
        { new Conv2DTranspose(4, 3), [8, 3], "expects [height, width, channels]; received [8, 3]" },
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
