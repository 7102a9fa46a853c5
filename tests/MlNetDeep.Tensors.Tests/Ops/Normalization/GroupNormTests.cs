using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class GroupNormTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_norm", "group_norm");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_norm", name);
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true), gamma = golden.Input("weight").ToTensor(true), beta = golden.Input("bias").ToTensor(true);

        Tensor output = Ops.GroupNorm(input, golden.Integer("groups"), gamma, beta, golden.Number("eps"));
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());

        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
        golden.Check("gamma gradient", golden.Gradient("weight"), gamma.Grad!.Span);
        golden.Check("beta gradient", golden.Gradient("bias"), beta.Grad!.Span);
    }

    // Channels around vector widths, groups narrower and wider than a vector, one row and several pieces.
    [Theory]
    [InlineData(2, 12, 1, 1)]
    [InlineData(3, 1, 6, 2)]
    [InlineData(2, 40, 7, 7)]
    [InlineData(2, 41, 8, 2)]
    [InlineData(1, 30, 9, 3)]
    [InlineData(40, 9, 15, 5)]
    [InlineData(2, 50, 16, 1)]
    [InlineData(2, 25, 17, 17)]
    [InlineData(3, 700, 36, 4)]
    [InlineData(1, 3000, 64, 32)]
    public void Agrees_with_a_plain_loop_in_double(int samples, int rows, int channels, int groups)
    {
        foreach (bool affine in (ReadOnlySpan<bool>)[true, false])
        {
            Tensor input = GradientCheck.Random([samples, rows, channels], 1, 2, 6);
            Tensor? gamma = affine ? GradientCheck.Random([channels], 2, 0.5f, 1.5f) : null, beta = affine ? GradientCheck.Random([channels], 3) : null;
            input.RequiresGrad = true;
            if (affine) gamma!.RequiresGrad = beta!.RequiresGrad = true;
            Tensor output = Ops.GroupNorm(input, groups, gamma, beta, 1e-3f), gradient = GradientCheck.Random(output.Shape, 5);
            output.Backward(gradient);
            NormalizationReference.Check(input, gamma, beta, samples, channels, groups, true, 1e-3f, output, gradient, 3e-5);
        }
    }

    [Fact]
    public void A_mean_far_above_the_deviation_costs_no_accuracy()
    {
        Tensor input = Tensor.Uninitialized([2, 40, 41, 12]);
        new Philox(3, 1).Normal(input.Span, 1e4f, 1);
        input.RequiresGrad = true;
        Tensor output = Ops.GroupNorm(input, 3), gradient = GradientCheck.Random(output.Shape, 5);
        output.Backward(gradient);
        NormalizationReference.Check(input, null, null, 2, 12, 3, true, 1e-5f, output, gradient, 2e-5);
    }

    [Fact]
    public void One_group_is_layer_normalisation_and_the_scale_of_the_input_does_not_matter() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<PositiveInt>(), (rows, channels) =>
        {
            Shape shape = [2, (rows.Get % 9) + 2, (channels.Get % 20) + 1];
            Tensor input = GradientCheck.Random(shape, (ulong)rows.Get, -3, 3);
            float[] group = Ops.GroupNorm(input, 1, epsilon: 1e-9f).ToArray(), layer = Ops.LayerNorm(input, lastAxes: 2, epsilon: 1e-9f).ToArray(), scaled = Ops.GroupNorm(Ops.Affine(input, 8, 0), 1, epsilon: 1e-9f).ToArray();
            return group.Zip(layer).All(pair => Math.Abs(pair.First - pair.Second) < 1e-4f) && group.Zip(scaled).All(pair => Math.Abs(pair.First - pair.Second) < 1e-4f);
        }));

    [Fact]
    public void A_NaN_spoils_its_group_of_its_sample_and_no_other()
    {
        Tensor input = GradientCheck.Random([2, 3, 3, 10], 1);
        input.Span[7] = float.NaN;
        float[] output = Ops.GroupNorm(input, 5).ToArray();
        for (int i = 0; i < output.Length; i++)
            Assert.Equal(i < 90 && i % 10 is 6 or 7, float.IsNaN(output[i]) && i < 90);
        Assert.All(output[90..], number => Assert.False(float.IsNaN(number)));
    }

    [Fact]
    public void Images_without_pixels_have_a_result_and_zero_gradients()
    {
        Tensor input = Tensor.Zeros([2, 0, 3, 4]), gamma = Tensor.Ones([4]);
        input.RequiresGrad = gamma.RequiresGrad = true;
        Tensor output = Ops.GroupNorm(input, 2, gamma);
        output.Backward(Tensor.Zeros(output.Shape));
        Assert.Equal<Shape>([2, 0, 3, 4], output.Shape);
        Assert.Equal([0, 0, 0, 0], gamma.Grad!.ToArray());
    }

    [Fact]
    public void Errors_name_the_rule_and_all_shapes()
    {
        Tensor input = Tensor.Zeros([2, 3, 3, 6]);
        string message = Assert.Throws<ArgumentException>(() => Ops.GroupNorm(input, 4)).Message;
        Assert.Contains("GroupNorm: the number of groups divides the 6 channels, but is 4; received shape [2, 3, 3, 6]", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Ops.GroupNorm(input, 3, Tensor.Ones([3]))).Message;
        Assert.Contains("gamma has one number per channel, [6]; received shapes [2, 3, 3, 6], [3]", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Ops.GroupNorm(input, 3, null, Tensor.Ones([6, 1]))).Message;
        Assert.Contains("beta has one number per channel, [6]; received shapes [2, 3, 3, 6], [6, 1]", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ops.GroupNorm(input, 0));
        Assert.Throws<ArgumentException>(() => Ops.GroupNorm(Tensor.Zeros([6]), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.GroupNorm(input, 3, epsilon: 0));
    }
}
