using FsCheck;
using FsCheck.Fluent;

namespace MlNetDeep.Tensors.Tests;

public class BoxLossTests
{
    [Fact]
    public void Equal_boxes_cost_nothing_and_others_more()
    {
        Gen<float> number = from n in Gen.Choose(0, 40) select n / 4f;
        Gen<float[]> box = from x in number from y in number from w in Gen.Choose(1, 40) from h in Gen.Choose(1, 40) select new[] { x, y, x + (w / 4f), y + (h / 4f) };
        Check.QuickThrowOnFailure(Prop.ForAll((from a in box from b in box select (a, b)).ToArbitrary(), pair =>
        {
            Tensor a = Tensor.From(pair.a, [1, 4]), b = Tensor.From(pair.b, [1, 4]);
            float generalized = Ops.GIoULoss(a, b).Item(), distance = Ops.DIoULoss(a, b).Item(), complete = Ops.CIoULoss(a, b).Item();
            bool ordered = complete >= distance && generalized is >= -1e-5f and < 2 && distance is >= -1e-5f and < 2;
            bool symmetric = MathF.Abs(generalized - Ops.GIoULoss(b, a).Item()) < 1e-6f && MathF.Abs(complete - Ops.CIoULoss(b, a).Item()) < 1e-6f;
            return ordered && symmetric && MathF.Abs(Ops.CIoULoss(a, a).Item()) < 1e-5f && MathF.Abs(Ops.GIoULoss(b, b).Item()) < 1e-5f;
        }));
    }

    // Two squares of side 2 that share a square of side 1, inside a box of side 3.
    [Fact]
    public void Overlapping_squares_follow_the_formulas()
    {
        Tensor a = Tensor.From([0, 0, 2, 2], [4]), b = Tensor.From([1, 1, 3, 3], [4]);
        const double iou = 1 / 7.0;
        Assert.Equal(1 - iou + (2 / 9.0), Ops.GIoULoss(a, b).Item(), 1e-6);
        Assert.Equal(1 - iou + (2 / 18.0), Ops.DIoULoss(a, b).Item(), 1e-6);
        Assert.Equal(1 - iou + (2 / 18.0), Ops.CIoULoss(a, b).Item(), 1e-6);
    }

    [Fact]
    public void Another_aspect_ratio_costs_more()
    {
        Tensor a = Tensor.From([0, 0, 4, 2], [1, 4]), b = Tensor.From([1, 0, 3, 2], [1, 4]);
        double aspect = 4 / (Math.PI * Math.PI) * Math.Pow(Math.Atan(1) - Math.Atan(2), 2), weight = aspect / (0.5 + aspect);
        Assert.Equal(0.5 + (weight * aspect), Ops.CIoULoss(a, b).Item(), 1e-6);
    }

    // The weight of the aspect ratio is a constant in the gradient, so differences are taken of the loss with a fixed weight.
    [Fact]
    public void Gradients_of_both_boxes_equal_central_differences()
    {
        Tensor a = GradientCheck.Random([6, 4], 1) + Tensor.From([0, 0, 2.5f, 3], [4]), b = GradientCheck.Random([6, 4], 2) + Tensor.From([0, 0, 2.5f, 3], [4]);
        GradientCheck.Run(1e-3f, 1e-2f, () => Ops.GIoULoss(a, b, Reduction.None), a, b);
        GradientCheck.Run(1e-3f, 1e-2f, () => Ops.DIoULoss(a, b, Reduction.None), a, b);

        a.ZeroGrad();
        b.ZeroGrad();
        Ops.CIoULoss(a, b, Reduction.Sum).Backward();
        float[] weights = [.. Enumerable.Range(0, 6).Select(pair => (float)Weight(a, b, pair))];
        const float step = 1e-2f;
        foreach (Tensor moved in (Tensor[])[a, b])
        {
            for (int i = 0; i < moved.Count; i++)
            {
                float value = moved.Span[i];
                moved.Span[i] = value + step;
                double above = Loss(i / 4);
                moved.Span[i] = value - step;
                double below = Loss(i / 4);
                moved.Span[i] = value;
                Assert.Equal((above - below) / (2 * step), moved.Grad!.Span[i], 5e-3);
            }
        }

        double Loss(int pair) => Ops.DIoULoss(Tensor.From(a.Span.Slice(4 * pair, 4), [4]), Tensor.From(b.Span.Slice(4 * pair, 4), [4])).Item() + (weights[pair] * Aspect(a, b, pair));
    }

    [Fact]
    public void Boxes_apart_still_have_a_gradient()
    {
        Tensor a = Tensor.From([0, 0, 1, 1], [1, 4]), b = Tensor.From([5, 0, 6, 1], [1, 4]);
        foreach (Func<Tensor, Tensor, Reduction, Tensor> loss in (Func<Tensor, Tensor, Reduction, Tensor>[])[Ops.GIoULoss, Ops.DIoULoss, Ops.CIoULoss])
        {
            a.RequiresGrad = true;
            a.ZeroGrad();
            loss(a, b, Reduction.Mean).Backward();
            Assert.True(a.Grad!.Span[2] < 0, "the right edge is drawn to the target");
        }
    }

    [Fact]
    public void Empty_boxes_and_empty_batches_are_defined()
    {
        Tensor point = Tensor.From([1, 1, 1, 1], [1, 4]), box = Tensor.From([0, 0, 2, 2], [1, 4]);
        Assert.Equal(1, Ops.GIoULoss(point, box).Item(), 1e-6);
        Assert.Equal(1, Ops.DIoULoss(point, box).Item(), 1e-6);
        Assert.Equal(0, Ops.CIoULoss(Tensor.Zeros([0, 4]), Tensor.Zeros([0, 4])).Item());
        Assert.Equal<Shape>([0], Ops.CIoULoss(Tensor.Zeros([0, 4]), Tensor.Zeros([0, 4]), Reduction.None).Shape);
        Assert.True(float.IsNaN(Ops.CIoULoss(Tensor.From([0, float.NaN, 1, 1], [4]), Tensor.From([0, 0, 1, 1], [4])).Item()));
    }

    [Fact]
    public void Errors_name_the_rule_and_both_shapes()
    {
        Assert.Equal("GIoULoss: boxes and targets are [..., 4] of the same shape; received shapes [2, 5], [2, 5]", Assert.Throws<ArgumentException>(() => Ops.GIoULoss(Tensor.Zeros([2, 5]), Tensor.Zeros([2, 5]))).Message);
        Assert.Equal("DIoULoss: boxes and targets are [..., 4] of the same shape; received shapes [2, 4], [1, 4]", Assert.Throws<ArgumentException>(() => Ops.DIoULoss(Tensor.Zeros([2, 4]), Tensor.Zeros([1, 4]))).Message);
        Assert.StartsWith("CIoULoss:", Assert.Throws<ArgumentException>(() => Ops.CIoULoss(Tensor.Scalar(1), Tensor.Scalar(1))).Message, StringComparison.Ordinal);
    }

    private static double Aspect(Tensor a, Tensor b, int pair)
    {
        ReadOnlySpan<float> x = a.Span.Slice(4 * pair, 4), y = b.Span.Slice(4 * pair, 4);
        return 4 / (Math.PI * Math.PI) * Math.Pow(Math.Atan((y[2] - y[0]) / (y[3] - y[1])) - Math.Atan((x[2] - x[0]) / (x[3] - x[1])), 2);
    }

    private static double Weight(Tensor a, Tensor b, int pair)
    {
        Tensor x = Tensor.From(a.Span.Slice(4 * pair, 4), [4]), y = Tensor.From(b.Span.Slice(4 * pair, 4), [4]);
        double penalty = Ops.CIoULoss(x, y).Item() - Ops.DIoULoss(x, y).Item(), aspect = Aspect(a, b, pair);
        return aspect == 0 ? 0 : penalty / aspect;
    }
}
