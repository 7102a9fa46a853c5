using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class L2NormalizeTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_norm", "l2_normalize");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_norm", name);
        Tensor input = golden.Input("input").ToTensor(true);
        Tensor output = Ops.L2Normalize(input, golden.Integer("axis"), golden.Number("eps"));
        output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("output", golden.Output(), output.Span);
        golden.Check("input gradient", golden.Gradient("input"), input.Grad!.Span);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 7, 1)]
    [InlineData(300, 128, 1)]
    [InlineData(2, 9001, 1)]
    [InlineData(3, 4, 17)]
    [InlineData(1, 30, 1100)]
    public void Agrees_with_a_plain_loop_in_double(int outer, int reduced, int inner)
    {
        Tensor input = GradientCheck.Random([outer, reduced, inner], 1), gradient = GradientCheck.Random([outer, reduced, inner], 2);
        input.RequiresGrad = true;
        Tensor output = Ops.L2Normalize(input, 1);
        output.Backward(gradient);
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                int[] positions = [.. Enumerable.Range(0, reduced).Select(r => (((o * reduced) + r) * inner) + i)];
                double norm = Math.Sqrt(positions.Sum(p => Math.Pow(input.Span[p], 2))), product = positions.Sum(p => (double)input.Span[p] * gradient.Span[p]);
                foreach (int p in positions)
                {
                    Assert.Equal(input.Span[p] / norm, output.Span[p], 1e-6);
                    Assert.Equal((gradient.Span[p] - (input.Span[p] * product / (norm * norm))) / norm, input.Grad!.Span[p], 5e-6 / norm);
                }
            }
        }
    }

    // As torch.nn.functional.normalize: x / epsilon, and the gradient passes as through a division by a constant.
    [Fact]
    public void Below_epsilon_the_divisor_is_constant()
    {
        Tensor input = Tensor.From([0, 0, 0.3f, 0.4f, 3, 4], [3, 2]);
        input.RequiresGrad = true;
        Tensor output = Ops.L2Normalize(input, epsilon: 2);
        output.Backward(Tensor.Ones([3, 2]));
        Assert.Equal([0, 0, 0.15f, 0.2f, 0.6f, 0.8f], output.ToArray());
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], input.Grad!.ToArray()[..4]);
        Assert.Equal((1 - (0.6 * 1.4)) / 5, input.Grad.Span[4], 1e-6);
    }

    [Fact]
    public void A_NaN_spoils_its_row_and_no_other()
    {
        float[] output = Ops.L2Normalize(Tensor.From([float.NaN, 1, 3, 4], [2, 2])).ToArray();
        Assert.True(float.IsNaN(output[0]) && float.IsNaN(output[1]));
        Assert.Equal([0.6f, 0.8f], output[2..]);
    }

    [Fact]
    public void Empty_axes_are_defined()
    {
        Assert.Equal<Shape>([3, 0], Ops.L2Normalize(Tensor.Zeros([3, 0])).Shape);
        Assert.Equal<Shape>([0, 4, 2], Ops.L2Normalize(Tensor.Zeros([0, 4, 2]), 1).Shape);
    }

    [Fact]
    public void Errors_name_the_rule_and_the_numbers()
    {
        string message = Assert.Throws<ArgumentException>(() => Ops.L2Normalize(Tensor.Zeros([2, 3]), 2)).Message;
        Assert.Contains("axis 2 must be at least -2 and below 2; received shape [2, 3]", message, StringComparison.Ordinal);
        Assert.Contains("-1", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.L2Normalize(Tensor.Zeros([2, 3]), 1, -1)).Message, StringComparison.Ordinal);
    }
}
