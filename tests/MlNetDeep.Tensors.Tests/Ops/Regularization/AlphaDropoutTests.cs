namespace MlNetDeep.Tensors.Tests;

public class AlphaDropoutTests
{
    [Fact]
    public void Mean_zero_and_variance_one_stay()
    {
        Tensor x = Tensor.Uninitialized([400_000]);
        new Philox(1, 1).Normal(x.Span);
        float[] y = Ops.AlphaDropout(x, 0.2f, 3, 4).ToArray();
        double mean = y.Average(v => (double)v);
        Assert.Equal(0, mean, 0.01);
        Assert.Equal(1, y.Average(v => Math.Pow(v - mean, 2)), 0.02);
    }

    // Klambauer et al. 2017: a (x d + alpha' (1 - d)) + b with the mask of dropout.
    [Fact]
    public void Agrees_with_the_formula_of_the_paper()
    {
        Tensor x = GradientCheck.Random([1000], 1, -3, 3);
        x.RequiresGrad = true;
        Tensor y = Ops.AlphaDropout(x, 0.4f, 3, 4);
        y.Backward(Tensor.Ones([1000]));
        float[] mask = Ops.Dropout(Tensor.Ones([1000]), 0.4f, 3, 4).ToArray();
        double alpha = -1.0507009873554805 * 1.6732632423543772, a = 1 / Math.Sqrt(0.6 * (1 + (0.4 * alpha * alpha))), b = -a * alpha * 0.4;
        for (int i = 0; i < 1000; i++)
        {
            bool kept = mask[i] != 0;
            Assert.Equal((a * (kept ? x.Span[i] : alpha)) + b, y.Span[i], 2e-6);
            Assert.Equal(kept ? a : 0, x.Grad!.Span[i], 1e-6);
        }
    }

    [Fact]
    public void Rate_zero_keeps_all_and_the_range_is_checked()
    {
        Tensor x = GradientCheck.Random([50], 1);
        float[] y = Ops.AlphaDropout(x, 0, 1, 1).ToArray();
        for (int i = 0; i < 50; i++) Assert.Equal(x.Span[i], y[i], 5e-7);
        Assert.Contains("below 1, but is 1", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.AlphaDropout(x, 1, 1, 1)).Message, StringComparison.Ordinal);
    }
}
