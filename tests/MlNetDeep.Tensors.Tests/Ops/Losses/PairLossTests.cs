namespace MlNetDeep.Tensors.Tests;

/// <summary>Elementwise losses against their formulas in double precision, one number after the other.</summary>
public class PairLossTests
{
    private const float Low = 0.05f, High = 0.95f;

    private static readonly Dictionary<string, (Func<Tensor, Tensor, Reduction, Tensor?, Tensor> Loss, Func<double, double, double> Formula, float Low, float High)> s_losses = new()
    {
        ["MeanSquaredError"] = (Ops.MeanSquaredError, (x, t) => (x - t) * (x - t), -3, 3),
        ["MeanAbsoluteError"] = (Ops.MeanAbsoluteError, (x, t) => Math.Abs(x - t), -3, 3),
        ["HuberLoss"] = ((x, t, r, w) => Ops.HuberLoss(x, t, 0.7f, r, w), (x, t) => Math.Abs(x - t) <= 0.7f ? (x - t) * (x - t) / 2 : 0.7f * (Math.Abs(x - t) - 0.35f), -3, 3),
        ["SmoothL1Loss"] = ((x, t, r, w) => Ops.SmoothL1Loss(x, t, 0.7f, r, w), (x, t) => Math.Abs(x - t) <= 0.7f ? (x - t) * (x - t) / 1.4f : Math.Abs(x - t) - 0.35f, -3, 3),
        ["SmoothL1Loss beta 0"] = ((x, t, r, w) => Ops.SmoothL1Loss(x, t, 0, r, w), (x, t) => Math.Abs(x - t), -3, 3),
        ["BinaryCrossEntropy"] = (Ops.BinaryCrossEntropy, (x, t) => -(t * Math.Log(x)) - ((1 - t) * Math.Log(1 - x)), Low, High),
        ["BinaryCrossEntropyWithLogits"] = ((x, t, r, w) => Ops.BinaryCrossEntropyWithLogits(x, t, new() { Reduction = r, Weights = w }), Bce, Low, High),
        ["BinaryCrossEntropyWithLogits smoothing"] = ((x, t, r, w) => Ops.BinaryCrossEntropyWithLogits(x, t, new() { Reduction = r, Weights = w, LabelSmoothing = 0.2f }), (x, t) => Bce(x, (0.8 * t) + 0.1), Low, High),
        ["BinaryCrossEntropyWithLogits positives"] = (
            (x, t, r, w) => Ops.BinaryCrossEntropyWithLogits(x, t, new() { Reduction = r, Weights = w, PositiveWeights = Tensor.Scalar(3) }),
            (x, t) => (-3 * t * Math.Log(Sigmoid(x))) - ((1 - t) * Math.Log(1 - Sigmoid(x))),
            Low,
            High),
        ["SigmoidFocalLoss"] = ((x, t, r, w) => Ops.SigmoidFocalLoss(x, t, reduction: r, weights: w), (x, t) => Focal(x, t, 0.25, 2), Low, High),
        ["SigmoidFocalLoss 0.5"] = ((x, t, r, w) => Ops.SigmoidFocalLoss(x, t, -1, 0.5f, r, w), (x, t) => Focal(x, t, -1, 0.5), Low, High),
        ["SigmoidFocalLoss 0"] = ((x, t, r, w) => Ops.SigmoidFocalLoss(x, t, -1, 0, r, w), Bce, Low, High),
        ["HingeLoss"] = (Ops.HingeLoss, (x, t) => Math.Max(0, 1 - (t * x)), -2, 2),
        ["SquaredHingeLoss"] = (Ops.SquaredHingeLoss, (x, t) => Math.Pow(Math.Max(0, 1 - (t * x)), 2), -2, 2),
        ["KullbackLeiblerDivergence"] = ((x, t, r, w) => Ops.KullbackLeiblerDivergence(x, t, false, r, w), (x, t) => t * (Math.Log(t) - x), Low, High),
        ["KullbackLeiblerDivergence logarithms"] = ((x, t, r, w) => Ops.KullbackLeiblerDivergence(x, t, true, r, w), (x, t) => Math.Exp(t) * (t - x), -3, 0),
        ["Poisson logarithm"] = ((x, t, r, w) => Ops.PoissonNegativeLogLikelihood(x, t, true, false, r, w), (x, t) => Math.Exp(x) - (t * x), 0.1f, 3),
        ["Poisson logarithm full"] = ((x, t, r, w) => Ops.PoissonNegativeLogLikelihood(x, t, true, true, r, w), (x, t) => Math.Exp(x) - (t * x) + Stirling(t), 0.1f, 3),
        ["Poisson"] = ((x, t, r, w) => Ops.PoissonNegativeLogLikelihood(x, t, false, false, r, w), (x, t) => x - (t * Math.Log(x + 1e-8)), 0.1f, 3),
        ["Poisson full"] = ((x, t, r, w) => Ops.PoissonNegativeLogLikelihood(x, t, false, true, r, w), (x, t) => x - (t * Math.Log(x + 1e-8)) + Stirling(t), 0.1f, 3),
    };

    public static TheoryData<string> Names => [.. s_losses.Keys];

    public static IEnumerable<TheoryDataRow<string, int>> NamesAndCounts =>
        from name in s_losses.Keys from count in (int[])[0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 32_769] select new TheoryDataRow<string, int>(name, count);

    [Theory]
    [MemberData(nameof(NamesAndCounts))]
    public void A_plain_loop_gives_the_same_losses_and_sums(string name, int count)
    {
        (Func<Tensor, Tensor, Reduction, Tensor?, Tensor> loss, Func<double, double, double> formula, float low, float high) = s_losses[name];
        Tensor x = GradientCheck.Random([count], 1, low, high), t = GradientCheck.Random([count], 2, low, high), weights = GradientCheck.Random([count], 3, 0.5f, 2);
        float[] losses = loss(x, t, Reduction.None, null).ToArray(), weighted = loss(x, t, Reduction.None, weights).ToArray();
        double sum = 0, weightedSum = 0;
        for (int i = 0; i < count; i++)
        {
            double expected = formula(x.Span[i], t.Span[i]);
            Assert.Equal(expected, losses[i], 2e-6 + (2e-6 * Math.Abs(expected)));
            Assert.Equal(expected * weights.Span[i], weighted[i], 4e-6 + (2e-6 * Math.Abs(expected)));
            sum += expected;
            weightedSum += expected * weights.Span[i];
        }
        double tolerance = 1e-6 * (count + Math.Abs(sum));
        Assert.Equal(sum, loss(x, t, Reduction.Sum, null).Item(), tolerance);
        Assert.Equal(weightedSum, loss(x, t, Reduction.Sum, weights).Item(), 2 * tolerance);
        Assert.Equal(count == 0 ? 0 : sum / count, loss(x, t, Reduction.Mean, null).Item(), 3e-6 + (1e-6 * Math.Abs(sum) / Math.Max(1, count)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_the_slopes_of_the_formula(string name)
    {
        (Func<Tensor, Tensor, Reduction, Tensor?, Tensor> loss, Func<double, double, double> formula, float low, float high) = s_losses[name];
        const int rows = 3, columns = 23;
        const double step = 1e-6;
        Tensor x = GradientCheck.Random([rows, columns], 1, low, high), t = GradientCheck.Random([rows, columns], 2, low, high);
        Tensor weights = GradientCheck.Random([columns], 3, 0.5f, 2), outer = GradientCheck.Random([rows, columns], 4);
        x.RequiresGrad = t.RequiresGrad = true;
        loss(x, t, Reduction.None, weights).Backward(outer);
        float[] each = x.Grad!.ToArray(), eachTarget = t.Grad!.ToArray();
        x.ZeroGrad();
        t.ZeroGrad();
        loss(x, t, Reduction.BatchMean, weights).Backward(Tensor.Scalar(2));
        for (int i = 0; i < x.Count; i++)
        {
            double a = x.Span[i], b = t.Span[i], w = weights.Span[i % columns];
            double slope = (formula(a + step, b) - formula(a - step, b)) / (2 * step) * w, targetSlope = (formula(a, b + step) - formula(a, b - step)) / (2 * step) * w;
            Assert.Equal(slope * outer.Span[i], each[i], 2e-5 * (1 + Math.Abs(slope)));
            Assert.Equal(targetSlope * outer.Span[i], eachTarget[i], 2e-5 * (1 + Math.Abs(targetSlope)));
            Assert.Equal(slope * 2 / rows, x.Grad!.Span[i], 2e-5 * (1 + Math.Abs(slope)));
            Assert.Equal(targetSlope * 2 / rows, t.Grad!.Span[i], 2e-5 * (1 + Math.Abs(targetSlope)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_NaN_stays_where_it_is(string name)
    {
        Func<Tensor, Tensor, Reduction, Tensor?, Tensor> loss = s_losses[name].Loss;
        Tensor x = Tensor.Full([19], 0.5f), t = Tensor.Full([19], 0.5f);
        x.Span[3] = x.Span[17] = float.NaN;
        float[] losses = loss(x, t, Reduction.None, null).ToArray();
        for (int i = 0; i < losses.Length; i++) Assert.Equal(i is 3 or 17, float.IsNaN(losses[i]));
        Assert.True(float.IsNaN(loss(x, t, Reduction.Mean, null).Item()));
        losses = loss(t, x, Reduction.None, null).ToArray();
        for (int i = 0; i < losses.Length; i++) Assert.Equal(i is 3 or 17, float.IsNaN(losses[i]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Shapes_must_be_equal_and_weights_broadcast(string name)
    {
        Func<Tensor, Tensor, Reduction, Tensor?, Tensor> loss = s_losses[name].Loss;
        string message = Assert.Throws<ArgumentException>(() => loss(Tensor.Zeros([2, 3]), Tensor.Zeros([3]), Reduction.Mean, null)).Message;
        Assert.EndsWith("output and target have the same shape; received shapes [2, 3], [3]", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => loss(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3]), Reduction.Mean, Tensor.Zeros([5, 2, 3]))).Message;
        Assert.EndsWith("the weights broadcast to the shape of the output; received shapes [2, 3], [5, 2, 3]", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => loss(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3]), Reduction.Mean, Tensor.Zeros([2])));
        Assert.Throws<ArgumentException>(() => loss(Tensor.Scalar(0), Tensor.Scalar(0), Reduction.BatchMean, null));
        Assert.Throws<ArgumentOutOfRangeException>(() => loss(Tensor.Zeros([2]), Tensor.Zeros([2]), (Reduction)9, null));
        Assert.Equal(0, loss(Tensor.Zeros([0, 3]), Tensor.Zeros([0, 3]), Reduction.BatchMean, null).Item());
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Bce(double x, double t) => (-t * Math.Log(Sigmoid(x))) - ((1 - t) * Math.Log(1 - Sigmoid(x)));

    private static double Focal(double x, double t, double alpha, double gamma)
    {
        double right = (Sigmoid(x) * t) + ((1 - Sigmoid(x)) * (1 - t));
        return Bce(x, t) * Math.Pow(1 - right, gamma) * (alpha < 0 ? 1 : (alpha * t) + ((1 - alpha) * (1 - t)));
    }

    private static double Stirling(double t) => t > 1 ? (t * Math.Log(t)) - t + (0.5 * Math.Log(2 * Math.PI * t)) : 0;
}
