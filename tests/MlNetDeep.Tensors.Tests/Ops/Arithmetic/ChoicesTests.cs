using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class ChoicesTests
{
    private static readonly float[] s_numbers = [0, -0f, 1, -1, 2.5f, float.Epsilon, float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    public static TheoryData<int> Lengths => [0, 1, 7, 8, 9, 15, 16, 17, 33];

    // All pairs of the special numbers, in vectors and in what is left over.
    [Theory]
    [MemberData(nameof(Lengths))]
    public void Comparisons_are_those_of_the_language(int length)
    {
        (Func<Tensor, Tensor, Tensor> Operation, Func<float, float, bool> Expected)[] comparisons =
        [
            (Ops.Equal, (a, b) => a == b), (Ops.NotEqual, (a, b) => a != b), (Ops.Greater, (a, b) => a > b),
            (Ops.GreaterOrEqual, (a, b) => a >= b), (Ops.Less, (a, b) => a < b), (Ops.LessOrEqual, (a, b) => a <= b),
        ];
        foreach ((Func<Tensor, Tensor, Tensor> operation, Func<float, float, bool> expected) in comparisons)
        {
            foreach (float right in s_numbers)
            {
                float[] left = [.. Enumerable.Range(0, length).Select(i => s_numbers[i % s_numbers.Length])];
                Tensor a = Tensor.From(left, [length]), b = Tensor.Full([length], right), scalar = Tensor.Scalar(right);
                Assert.Equal(left.Select(l => expected(l, right) ? 1f : 0), operation(a, b).ToArray());
                Assert.Equal(left.Select(l => expected(l, right) ? 1f : 0), operation(a, scalar).ToArray());
                Assert.Equal(left.Select(l => expected(right, l) ? 1f : 0), operation(scalar, a).ToArray());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_larger_and_the_smaller_of_two(int length)
    {
        foreach (float right in s_numbers)
        {
            float[] left = [.. Enumerable.Range(0, length).Select(i => s_numbers[i % s_numbers.Length])];
            Tensor a = Tensor.From(left, [length]), b = Tensor.Full([length], right), scalar = Tensor.Scalar(right);
            Assert.Equal(left.Select(l => MathF.Max(l, right)), Ops.Maximum(a, b).ToArray());
            Assert.Equal(left.Select(l => MathF.Min(l, right)), Ops.Minimum(a, b).ToArray());
            Assert.Equal(left.Select(l => MathF.Max(l, right)), Ops.Maximum(scalar, a).ToArray());
            Assert.Equal(left.Select(l => MathF.Min(l, right)), Ops.Minimum(a, scalar).ToArray());
        }
    }

    [Fact]
    public void Equal_numbers_share_the_gradient()
    {
        Tensor a = Tensor.From([1, 2, 3], [3]), b = Tensor.From([2, 2, 2], [3]);
        a.RequiresGrad = b.RequiresGrad = true;
        Ops.Sum(Ops.Maximum(a, b)).Backward();
        Assert.Equal([0, 0.5f, 1], a.Grad!.ToArray());
        Assert.Equal([1, 0.5f, 0], b.Grad!.ToArray());
    }

    [Fact]
    public void An_infinite_gradient_stays_with_the_winner_and_a_NaN_is_nobodys()
    {
        Tensor a = Tensor.From([1, 5, float.NaN], [3]), b = Tensor.From([2, 2, 2], [3]);
        a.RequiresGrad = b.RequiresGrad = true;
        Ops.Maximum(a, b).Backward(Tensor.From([float.PositiveInfinity, float.PositiveInfinity, 3], [3]));
        Assert.Equal([0, float.PositiveInfinity, 3], a.Grad!.ToArray());
        Assert.Equal([float.PositiveInfinity, 0, 3], b.Grad!.ToArray());
    }

    [Fact]
    public void Where_takes_from_one_or_the_other_and_hides_what_it_does_not_take()
    {
        Tensor condition = Tensor.From([1, 0, -2, float.NaN], [4]), a = Tensor.From([1, float.NaN, 3, 4], [4]), b = Tensor.From([float.NaN, 2, float.NaN, 9], [4]);
        a.RequiresGrad = b.RequiresGrad = true;
        Tensor y = Ops.Where(condition, a, b);
        Assert.Equal([1, 2, 3, 4], y.ToArray());
        y.Backward(Tensor.From([10, 20, 30, 40], [4]));
        Assert.Equal([10, 0, 30, 40], a.Grad!.ToArray());
        Assert.Equal([0, 20, 0, 0], b.Grad!.ToArray());
        Assert.Equal<Shape>([2, 3], Ops.Where(Tensor.Ones([2, 1]), Tensor.Zeros([3]), Tensor.Scalar(1)).Shape);
    }

    [Fact]
    public void Clamp_limits_and_lets_the_gradient_through_within_the_bounds()
    {
        Tensor x = Tensor.From([-2, -1, 0, 1, 2, float.NaN], [6]);
        x.RequiresGrad = true;
        Tensor y = Ops.Clamp(x, -1, 1);
        Assert.Equal([-1, -1, 0, 1, 1, float.NaN], y.ToArray());
        y.Backward(Tensor.Ones([6]));
        Assert.Equal([0, 1, 1, 1, 0], x.Grad!.ToArray()[..5]);
        Assert.Equal([-1, -1, 0, 1, 2], Ops.Clamp(x, minimum: -1).ToArray()[..5]);
        Assert.Equal([-2, -1, 0, 1, 1], Ops.Clamp(x, maximum: 1).ToArray()[..5]);
        Assert.Equal([-2, -1, 0, 1, 2], Ops.Clamp(x).ToArray()[..5]);
        Assert.Equal("Clamp: the minimum must be at most the maximum, but they are 2 and 1", Assert.Throws<ArgumentException>(() => Ops.Clamp(x, 2, 1)).Message);
    }

    [Fact]
    public void Functions_agree_with_the_mathematical_library()
    {
        Tensor x = GradientCheck.Random([37], 1, 0.1f, 3);
        (Func<Tensor, Tensor> Operation, Func<double, double> Expected)[] functions =
        [
            (Ops.Sin, Math.Sin), (Ops.Cos, Math.Cos), (Ops.Reciprocal, v => 1 / v), (Ops.ReciprocalSqrt, v => 1 / Math.Sqrt(v)),
            (v => Ops.Power(v, 2.5f), v => Math.Pow(v, 2.5)), (v => Ops.Power(v, -1), v => 1 / v), (v => Ops.Power(v, 0), v => 1),
        ];
        foreach ((Func<Tensor, Tensor> operation, Func<double, double> expected) in functions)
        {
            float[] y = operation(x).ToArray();
            for (int i = 0; i < y.Length; i++) Assert.Equal(expected(x.Span[i]), y[i], 2e-6 * Math.Max(1, Math.Abs(y[i])));
        }
        Tensor zero = Tensor.Zeros([1]);
        zero.RequiresGrad = true;
        Ops.Power(zero, 0).Backward();
        Assert.Equal(0, zero.Grad!.Item());
    }

    [Fact]
    public void Broadcasting_has_golden_numbers()
    {
        GoldenCase golden = Golden.Case("ops_rnn", "broadcast_mul_add");
        Tensor a = golden.Input("a").ToTensor(true), b = golden.Input("b").ToTensor(true);
        Tensor output = (a * b) + b;
        output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("output", golden.Output(), output.Span);
        golden.Check("gradient of a", golden.Gradient("a"), a.Grad!.Span);
        golden.Check("gradient of b", golden.Gradient("b"), b.Grad!.Span);
    }

    [Fact]
    public void Errors_name_the_operation_and_all_shapes()
    {
        string message = Assert.Throws<ArgumentException>(() => Ops.Where(Tensor.Zeros([2]), Tensor.Zeros([2]), Tensor.Zeros([3]))).Message;
        Assert.StartsWith("Where: ", message, StringComparison.Ordinal);
        Assert.Contains("[2], [3]", message, StringComparison.Ordinal);
        Assert.StartsWith("Maximum: ", Assert.Throws<ArgumentException>(() => Ops.Maximum(Tensor.Zeros([2]), Tensor.Zeros([3]))).Message, StringComparison.Ordinal);
        Assert.StartsWith("Less: ", Assert.Throws<ArgumentException>(() => Ops.Less(Tensor.Zeros([2]), Tensor.Zeros([3]))).Message, StringComparison.Ordinal);
    }
}
