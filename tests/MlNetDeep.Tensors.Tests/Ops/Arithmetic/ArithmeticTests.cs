using FsCheck;
using FsCheck.Fluent;

namespace MlNetDeep.Tensors.Tests;

public class ArithmeticTests
{
    [Fact]
    public void A_fused_ReLU_equals_a_separate_one()
    {
        foreach (Shape shape in (Shape[])[[3, 700], [3, 1], [1, 700]])
        {
            Tensor a = GradientCheck.Random([3, 700], 1), b = GradientCheck.Random(shape, 2), weights = GradientCheck.Random([3, 700], 3);
            a.Span[5] = float.NaN;
            a.RequiresGrad = b.RequiresGrad = true;
            Tensor separate = Ops.Relu(a + b);
            separate.Backward(weights);
            float[] aGradient = a.Grad!.ToArray(), bGradient = b.Grad!.ToArray();
            a.ZeroGrad();
            b.ZeroGrad();
            Tensor fused = Ops.Add(a, b, FusedActivation.Relu);
            fused.Backward(weights);
            Assert.Equal(separate.ToArray(), fused.ToArray());
            Assert.Equal(aGradient, a.Grad!.ToArray());
            Assert.Equal(bGradient, b.Grad!.ToArray());
        }
    }

    [Fact]
    public void Broadcast_arithmetic_agrees_with_plain_loops()
    {
        Gen<int[]> masks = Gen.Choose(0, 1).ArrayOf(4);
        Arbitrary<(Shape A, Shape B)> shapes = (from lengths in Gen.Elements(0, 1, 2, 3, 9).ArrayOf(4)
                                                from a in masks
                                                from b in masks
                                                from aRank in Gen.Choose(0, 4)
                                                from bRank in Gen.Choose(0, 4)
                                                select (Masked(lengths, a, aRank), Masked(lengths, b, bRank))).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(shapes, s =>
        {
            Tensor a = GradientCheck.Random(s.A, 1, 0.5f, 2), b = GradientCheck.Random(s.B, 2, 0.5f, 2);
            Shape shape = Ops.BroadcastShapes(s.A, s.B);
            float[] sum = (a + b).ToArray(), difference = (a - b).ToArray(), product = (a * b).ToArray(), quotient = (a / b).ToArray();
            for (int i = 0; i < shape.Count; i++)
            {
                float x = At(a, shape, i), y = At(b, shape, i);
                if (sum[i] != x + y || difference[i] != x - y || product[i] != x * y || quotient[i] != x / y) return false;
            }
            return sum.Length == shape.Count;
        }));
    }

    [Theory]
    [InlineData(40_000, 1)]
    [InlineData(3, 40_000)]
    [InlineData(5_000, 17)]
    public void Large_operands_are_cut_without_gaps(int rows, int columns)
    {
        Tensor a = GradientCheck.Random([rows, columns], 1), row = GradientCheck.Random([columns], 2), column = GradientCheck.Random([rows, 1], 3);
        float[] withRow = (a * row).ToArray(), withColumn = (a - column).ToArray(), outer = (column / row).ToArray();
        for (int i = 0; i < a.Count; i++)
        {
            Assert.Equal(a.Span[i] * row.Span[i % columns], withRow[i]);
            Assert.Equal(a.Span[i] - column.Span[i / columns], withColumn[i]);
            Assert.Equal(column.Span[i / columns] / row.Span[i % columns], outer[i]);
        }
    }

    [Fact]
    public void Central_differences_with_broadcasting()
    {
        Tensor a = GradientCheck.Random([2, 3, 4], 1, 0.5f, 2), b = GradientCheck.Random([3, 1], 2, 0.5f, 2), c = GradientCheck.Random([], 3, 0.5f, 2);
        GradientCheck.Run(() => a + b, a, b);
        GradientCheck.Run(() => b - a, a, b);
        GradientCheck.Run(() => a * b, a, b);
        GradientCheck.Run(() => c / (a * b), a, b, c);
        GradientCheck.Run(() => ((a * 2f) - 1) / 4f + (3f * b), a, b);
    }

    [Fact]
    public void Errors_name_the_lengths_and_both_shapes()
    {
        string message = Assert.Throws<ArgumentException>(() => Tensor.Zeros([2, 3]) + Tensor.Zeros([4])).Message;
        Assert.StartsWith("Add:", message, StringComparison.Ordinal);
        Assert.Contains("3 meets 4", message, StringComparison.Ordinal);
        Assert.Contains("[2, 3], [4]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reshape_and_flatten_pass_gradients_on()
    {
        Tensor x = GradientCheck.Random([2, 3, 4], 1);
        GradientCheck.Run(() => x.Reshape([4, 6]) * x.Reshape([4, 6]), x);
        Assert.Equal<Shape>([2, 12], Ops.Flatten(x).Shape);
        Assert.Equal<Shape>([0, 12], Ops.Flatten(Tensor.Zeros([0, 3, 4])).Shape);
        Assert.Throws<ArgumentException>(() => Ops.Flatten(Tensor.Scalar(1)));
    }

    private static Shape Masked(int[] lengths, int[] mask, int rank) => new(lengths.Select((l, i) => mask[i] == 0 ? 1 : l).TakeLast(rank).ToArray());

    private static float At(Tensor tensor, Shape shape, int index)
    {
        int rest = index, from = 0, stride = 1;
        for (int axis = 1; axis <= shape.Rank; axis++)
        {
            (rest, int i) = Math.DivRem(rest, shape[-axis]);
            if (axis > tensor.Rank) continue;
            if (tensor.Shape[-axis] != 1) from += i * stride;
            stride *= tensor.Shape[-axis];
        }
        return tensor.Span[from];
    }
}
