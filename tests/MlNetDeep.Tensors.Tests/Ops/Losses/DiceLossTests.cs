namespace MlNetDeep.Tensors.Tests;

public class DiceLossTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(1000, 1)]
    [InlineData(513, 3)]
    [InlineData(40_001, 1)]
    [InlineData(20_000, 5)]
    [InlineData(9, 17)]
    [InlineData(20, 1500)]
    public void A_plain_loop_gives_the_same_losses_and_gradients(int positions, int channels)
    {
        const int samples = 2;
        const float smooth = 0.75f;
        Tensor x = GradientCheck.Random([samples, positions, channels], 1, -3, 3), t = GradientCheck.Random([samples, positions, channels], 2, 0, 1);
        Tensor outer = GradientCheck.Random([samples, channels], 3);
        x.RequiresGrad = t.RequiresGrad = true;
        Tensor losses = Ops.DiceLoss(x, t, smooth, Reduction.None);
        losses.Backward(outer);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int c = 0; c < channels; c++)
            {
                double both = 0, all = 0;
                for (int i = 0; i < positions; i++)
                {
                    double p = P(sample, i, c, out int at);
                    both += p * t.Span[at];
                    all += p + t.Span[at];
                }
                double numerator = (2 * both) + smooth, denominator = all + smooth;
                Assert.Equal(1 - (numerator / denominator), losses.Span[(sample * channels) + c], 1e-5);
                float factor = outer.Span[(sample * channels) + c];
                for (int i = 0; i < positions; i++)
                {
                    double p = P(sample, i, c, out int at);
                    double slope = (numerator / (denominator * denominator)) - (2 * t.Span[at] / denominator);
                    Assert.Equal(slope * p * (1 - p) * factor, x.Grad!.Span[at], 1e-5 / denominator);
                    Assert.Equal(((numerator / (denominator * denominator)) - (2 * p / denominator)) * factor, t.Grad!.Span[at], 1e-5 / denominator);
                }
            }
        }

        double P(int sample, int i, int c, out int at)
        {
            at = (((sample * positions) + i) * channels) + c;
            return 1 / (1 + Math.Exp(-x.Span[at]));
        }
    }

    [Fact]
    public void Reductions_are_over_samples_and_classes()
    {
        Tensor x = GradientCheck.Random([2, 5, 6, 3], 1), t = GradientCheck.Random([2, 5, 6, 3], 2, 0, 1);
        Tensor losses = Ops.DiceLoss(x, t, reduction: Reduction.None);
        Assert.Equal<Shape>([2, 3], losses.Shape);
        Assert.Equal(losses.ToArray().Average(), Ops.DiceLoss(x, t).Item(), 1e-6);
        Assert.Equal(losses.ToArray().Sum(), Ops.DiceLoss(x, t, reduction: Reduction.Sum).Item(), 1e-6);
        Assert.Equal(losses.ToArray().Sum() / 2, Ops.DiceLoss(x, t, reduction: Reduction.BatchMean).Item(), 1e-6);
    }

    [Fact]
    public void Huge_logits_and_empty_shapes_are_defined()
    {
        Tensor t = Tensor.From([1, 0, 1, 0], [1, 4, 1]);
        Assert.Equal(0, Ops.DiceLoss(Tensor.From([1e4f, -1e4f, 1e4f, -1e4f], [1, 4, 1]), t).Item(), 1e-6);
        Assert.Equal(1 - (1 / 5.0), Ops.DiceLoss(Tensor.From([-1e4f, 1e4f, -1e4f, 1e4f], [1, 4, 1]), t).Item(), 1e-6);
        Assert.Equal(0, Ops.DiceLoss(Tensor.Zeros([0, 3, 2]), Tensor.Zeros([0, 3, 2])).Item());
        Assert.Equal([0, 0], Ops.DiceLoss(Tensor.Zeros([1, 0, 2]), Tensor.Zeros([1, 0, 2]), reduction: Reduction.None).ToArray());
        Assert.Equal(0, Ops.DiceLoss(Tensor.Zeros([2, 3, 0]), Tensor.Zeros([2, 3, 0])).Item());
    }

    [Fact]
    public void Errors_name_the_rule_and_both_shapes()
    {
        Assert.Equal("DiceLoss: logits and targets are [N, ..., C] of the same shape; received shapes [2, 3], [3, 2]", Assert.Throws<ArgumentException>(() => Ops.DiceLoss(Tensor.Zeros([2, 3]), Tensor.Zeros([3, 2]))).Message);
        Assert.Throws<ArgumentException>(() => Ops.DiceLoss(Tensor.Zeros([2]), Tensor.Zeros([2])));
        Assert.Contains("smooth is finite and at least 0, but is -1", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.DiceLoss(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3]), -1)).Message, StringComparison.Ordinal);
    }
}
