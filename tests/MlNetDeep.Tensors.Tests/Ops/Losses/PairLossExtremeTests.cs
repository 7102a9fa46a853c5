namespace MlNetDeep.Tensors.Tests;

/// <summary>Elementwise losses at kinks, at the ends of their ranges and at arguments that overflow a careless formula.</summary>
public class PairLossExtremeTests
{
    [Fact]
    public void Huge_logits_have_linear_losses_and_saturated_gradients()
    {
        Tensor x = Tensor.From([1e4f, 1e4f, -1e4f, -1e4f, 3e38f, -30], [6]), t = Tensor.From([1, 0, 1, 0, 1, 0], [6]);
        (float[] losses, float[] gradient) = Run((a, b) => Ops.BinaryCrossEntropyWithLogits(a, b, new() { Reduction = Reduction.None }), x, t);
        Assert.Equal([0, 1e4f, 1e4f, 0, 0], losses[..5]);
        Assert.Equal([0, 1, -1, 0, 0], gradient[..5]);
        // A small loss keeps its digits.
        Assert.Equal(Math.Exp(-30), losses[5], 1e-6 * Math.Exp(-30));
        Assert.Equal(Math.Exp(-30), gradient[5], 1e-6 * Math.Exp(-30));
    }

    [Theory]
    [InlineData(2f)]
    [InlineData(0.5f)]
    [InlineData(0f)]
    public void Huge_logits_have_defined_focal_losses(float gamma)
    {
        Tensor x = Tensor.From([1e4f, 1e4f, -1e4f, -1e4f], [4]), t = Tensor.From([1, 0, 1, 0], [4]);
        (float[] losses, float[] gradient) = Run((a, b) => Ops.SigmoidFocalLoss(a, b, 0.25f, gamma, Reduction.None), x, t);
        Assert.Equal([0, 7500, 2500, 0], losses);
        Assert.Equal([0, 0.75f, -0.25f, 0], gradient);
    }

    // torch.nn.functional.binary_cross_entropy gives the same losses and gradients.
    [Fact]
    public void Probabilities_of_0_and_1_have_finite_losses()
    {
        Tensor p = Tensor.From([0, 1, 0, 1, 1e-20f], [5]), t = Tensor.From([1, 0, 0, 1, 0.5f], [5]);
        (float[] losses, float[] gradient) = Run((a, b) => Ops.BinaryCrossEntropy(a, b, Reduction.None), p, t);
        Assert.Equal([100, 100, 0, 0], losses[..4]);
        Assert.Equal([-1e12f, 1e12f, 0, 0, -5e11f], gradient);
        Assert.Equal(-0.5 * Math.Log(1e-20), losses[4], 1e-4);
        Assert.All(Ops.BinaryCrossEntropy(Tensor.From([-0.1f, 1.1f], [2]), Tensor.From([0.5f, 0.5f], [2]), Reduction.None).ToArray(), loss => Assert.True(float.IsNaN(loss)));
    }

    [Fact]
    public void A_target_of_0_adds_nothing_to_the_divergence()
    {
        Tensor x = Tensor.From([float.NegativeInfinity, -1, 0], [3]), t = Tensor.From([0, 0, 1], [3]);
        (float[] losses, float[] gradient) = Run((a, b) => Ops.KullbackLeiblerDivergence(a, b, reduction: Reduction.None), x, t);
        Assert.Equal([0, 0, 0], losses);
        Assert.Equal([0, 0, -1], gradient);
        Tensor logarithms = Tensor.From([float.NegativeInfinity, float.NegativeInfinity, 0], [3]);
        (losses, gradient) = Run((a, b) => Ops.KullbackLeiblerDivergence(a, b, logTargets: true, Reduction.None), x, logarithms);
        Assert.Equal([0, 0, 0], losses);
        Assert.Equal([0, 0, -1], gradient);
    }

    [Fact]
    public void Absolute_errors_have_no_slope_at_0()
    {
        Tensor x = Tensor.From([2, 3, 4, float.PositiveInfinity], [4]), t = Tensor.From([2, 4, 3, 0], [4]);
        (float[] losses, float[] gradient) = Run((a, b) => Ops.MeanAbsoluteError(a, b, Reduction.None), x, t);
        Assert.Equal([0, 1, 1, float.PositiveInfinity], losses);
        Assert.Equal([0, -1, 1, 1], gradient);
        (losses, gradient) = Run((a, b) => Ops.HuberLoss(a, b, 2, Reduction.None), x, t);
        Assert.Equal([0, 0.5f, 0.5f, float.PositiveInfinity], losses);
        Assert.Equal([0, -1, 1, 2], gradient);
    }

    [Fact]
    public void Hinge_losses_take_a_label_of_0_as_minus_1()
    {
        Tensor x = Tensor.From([0.5f, 0.5f, 2, -2, 1], [5]);
        Tensor binary = Tensor.From([1, 0, 1, 0, 1], [5]), signed = Tensor.From([1, -1, 1, -1, 1], [5]);
        foreach (Func<Tensor, Tensor, Tensor> loss in (Func<Tensor, Tensor, Tensor>[])[(a, b) => Ops.HingeLoss(a, b, Reduction.None), (a, b) => Ops.SquaredHingeLoss(a, b, Reduction.None)])
        {
            (float[] losses, float[] gradient) = Run(loss, x, signed);
            (float[] same, float[] sameGradient) = Run(loss, x, binary);
            Assert.Equal(losses, same);
            Assert.Equal(gradient, sameGradient);
            Assert.Equal([0, 0, 0], losses[2..]);
            Assert.Equal([0, 0, 0], gradient[2..]);
        }
        Assert.Equal([0.5f, 1.5f, 0, 0, 0], Ops.HingeLoss(x, binary, Reduction.None).ToArray());
        Assert.Equal([0.25f, 2.25f, 0, 0, 0], Ops.SquaredHingeLoss(x, binary, Reduction.None).ToArray());
    }

    [Fact]
    public void Parameters_out_of_range_are_named()
    {
        Tensor x = Tensor.Zeros([2]);
        Assert.Contains("delta is above 0, but is 0", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.HuberLoss(x, x, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("beta is finite and at least 0, but is -1", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.SmoothL1Loss(x, x, -1)).Message, StringComparison.Ordinal);
        Assert.Contains("label smoothing is 0 to 1, but is 2", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.BinaryCrossEntropyWithLogits(x, x, new() { LabelSmoothing = 2 })).Message, StringComparison.Ordinal);
        Assert.Contains("alpha is at most 1, but is 2", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.SigmoidFocalLoss(x, x, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("gamma is finite and at least 0, but is -1", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.SigmoidFocalLoss(x, x, 0.5f, -1)).Message, StringComparison.Ordinal);
        Assert.Contains("weights of positives broadcast", Assert.Throws<ArgumentException>(() => Ops.BinaryCrossEntropyWithLogits(x, x, new() { PositiveWeights = Tensor.Zeros([1, 2]) })).Message, StringComparison.Ordinal);
    }

    private static (float[] Losses, float[] Gradient) Run(Func<Tensor, Tensor, Tensor> loss, Tensor x, Tensor t)
    {
        Tensor input = x.Clone();
        input.RequiresGrad = true;
        Tensor y = loss(input, t);
        y.Backward(Tensor.Ones(y.Shape));
        return (y.ToArray(), input.Grad!.ToArray());
    }
}
