using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class LayerNormTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_norm", "layer_norm");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_norm", name);
        int axes = golden.Integers("normalized_shape").Length;
        // C x H x W becomes H x W x C; a last axis stays the last.
        Func<GoldenArray, GoldenArray> turned = axes == 3 ? array => array.ChannelsLast : array => array, turnedShape = axes == 3 ? array => array.Permute([1, 2, 0]) : array => array;
        Tensor input = turned(golden.Input("input")).ToTensor(true), gamma = turnedShape(golden.Input("weight")).ToTensor(true), beta = turnedShape(golden.Input("bias")).ToTensor(true);

        Tensor output = Ops.LayerNorm(input, gamma, beta, axes, golden.Number("eps"));
        output.Backward(turned(golden.Input("grad_output")).ToTensor());

        golden.Check("output", turned(golden.Output()), output.Span);
        golden.Check("input gradient", turned(golden.Gradient("input")), input.Grad!.Span);
        golden.Check("gamma gradient", turnedShape(golden.Gradient("weight")), gamma.Grad!.Span);
        golden.Check("beta gradient", turnedShape(golden.Gradient("bias")), beta.Grad!.Span);
    }

    // Widths around those of vectors and above a chunk of the sums; rows for several blocks.
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 7)]
    [InlineData(7, 5)]
    [InlineData(8, 3)]
    [InlineData(15, 4)]
    [InlineData(16, 9)]
    [InlineData(17, 5000)]
    [InlineData(33, 2)]
    [InlineData(768, 70)]
    [InlineData(9001, 3)]
    public void Agrees_with_a_plain_loop_in_double(int columns, int rows)
    {
        foreach (bool affine in (ReadOnlySpan<bool>)[true, false])
        {
            Tensor input = GradientCheck.Random([rows, columns], 1, 2, 6);
            Tensor? gamma = affine ? GradientCheck.Random([columns], 2, 0.5f, 1.5f) : null, beta = affine ? GradientCheck.Random([columns], 3) : null;
            input.RequiresGrad = true;
            if (affine) gamma!.RequiresGrad = beta!.RequiresGrad = true;
            Tensor output = Ops.LayerNorm(input, gamma, beta, epsilon: 1e-3f), gradient = GradientCheck.Random(output.Shape, 5);
            output.Backward(gradient);
            NormalizationReference.Check(input, gamma, beta, rows, columns, 1, true, 1e-3f, output, gradient, columns == 2 ? 3e-4 : 3e-5);
        }
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(17, 5000)]
    [InlineData(768, 70)]
    [InlineData(9001, 3)]
    public void RmsNorm_agrees_with_a_plain_loop_in_double(int columns, int rows)
    {
        Tensor input = GradientCheck.Random([rows, columns], 1, 0.2f, 2), gamma = GradientCheck.Random([columns], 2, 0.5f, 1.5f);
        input.RequiresGrad = gamma.RequiresGrad = true;
        Tensor output = Ops.RmsNorm(input, gamma, epsilon: 1e-3f), gradient = GradientCheck.Random(output.Shape, 5);
        output.Backward(gradient);
        NormalizationReference.Check(input, gamma, null, rows, columns, 1, false, 1e-3f, output, gradient, 3e-5);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void A_mean_far_above_the_deviation_costs_no_accuracy(int columns)
    {
        Tensor input = Tensor.Uninitialized([2, columns]);
        new Philox(3, 1).Normal(input.Span, 1e4f, 1);
        input.RequiresGrad = true;
        Tensor output = Ops.LayerNorm(input), gradient = GradientCheck.Random(output.Shape, 5);
        output.Backward(gradient);
        NormalizationReference.Check(input, null, null, 2, columns, 1, true, 1e-5f, output, gradient, 2e-5);
    }

    [Fact]
    public void A_constant_row_gives_the_shift_and_a_NaN_spoils_only_its_row()
    {
        Tensor input = Tensor.From([1e-40f, 1e-40f, 5, 5, 1, float.NaN, 1, float.PositiveInfinity, 1, 3], [5, 2]);
        float[] output = Ops.LayerNorm(input, Tensor.Ones([2]), Tensor.From([0.5f, -2], [2]), epsilon: 1e-12f).ToArray();
        Assert.Equal([0.5f, -2, 0.5f, -2], output[..4]);
        Assert.All(output[4..8], number => Assert.True(float.IsNaN(number)));
        Assert.Equal([-0.5f, -1], output[8..]);
    }

    [Fact]
    public void Axes_without_numbers_have_a_result_and_zero_gradients()
    {
        Tensor input = Tensor.Zeros([3, 0]), gamma = Tensor.Ones([0]);
        input.RequiresGrad = gamma.RequiresGrad = true;
        Tensor output = Ops.LayerNorm(input, gamma);
        output.Backward(Tensor.Zeros([3, 0]));
        Assert.Equal<Shape>([3, 0], output.Shape);
        Assert.Equal<Shape>([0], gamma.Grad!.Shape);
    }

    [Fact]
    public void Errors_name_the_rule_and_all_shapes()
    {
        Tensor input = Tensor.Zeros([2, 3, 4]);
        string message = Assert.Throws<ArgumentException>(() => Ops.LayerNorm(input, Tensor.Ones([4]), null, lastAxes: 2)).Message;
        Assert.Contains("LayerNorm: gamma has the shape of the normalised axes, [3, 4]; received shapes [2, 3, 4], [4]", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Ops.LayerNorm(input, null, Tensor.Ones([3]))).Message;
        Assert.Contains("beta has the shape of the normalised axes, [4]; received shapes [2, 3, 4], [3]", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Ops.LayerNorm(input, lastAxes: 4)).Message;
        Assert.Contains("1 to the rank of the input, but is 4", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ops.RmsNorm(input, lastAxes: 0));
        Assert.Contains("-1", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.LayerNorm(input, epsilon: -1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.LayerNorm(input, epsilon: float.NaN));
    }
}
