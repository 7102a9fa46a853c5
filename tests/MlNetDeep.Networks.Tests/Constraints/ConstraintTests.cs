using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class ConstraintTests
{
    [Fact]
    public void MaxNorm_scales_long_columns_of_a_dense_kernel_alone()
    {
        // Columns (3, 4), (0.3, 0.4), (0, 0).
        Tensor kernel = Tensor.From([3, 0.3f, 0, 4, 0.4f, 0], [2, 3]);
        new MaxNorm(2).Apply(kernel);
        Near([1.2f, 0.3f, 0, 1.6f, 0.4f, 0], kernel);
    }

    [Fact]
    public void A_transposed_convolution_keeps_the_norms_of_its_outputs()
    {
        var layer = new Conv2DTranspose(3, 2) { KernelConstraint = "max_norm(0.4)", Stride = 2 };
        Network network = Network.Sequential([4, 4, 6], [layer], seed: 1);
        new Trainer(network, new MeanSquaredError(), new Sgd(0.5f)).Fit(
            new TensorDataset(TestData.Random([4, 4, 4, 6], 1), TestData.Random([4, 8, 8, 3], 2)), new TrainingOptions { Epochs = 2, BatchSize = 2 });
        Weight kernel = network.Weights[0];
        Assert.Equal(new Shape(2, 2, 3, 6), kernel.Value.Shape);
        double[] norms = new double[3];
        for (int i = 0; i < kernel.Value.Count; i++) norms[i / 6 % 3] += kernel.Value.Span[i] * kernel.Value.Span[i];
        Assert.All(norms, norm => Assert.InRange(Math.Sqrt(norm), 0.1, 0.4 + 1e-5));
    }

    [Fact]
    public void UnitNorm_scales_every_column_but_zeros()
    {
        Tensor kernel = Tensor.From([3, 0.3f, 0, 4, 0.4f, 0], [2, 3]);
        new UnitNormConstraint().Apply(kernel);
        Near([0.6f, 0.6f, 0, 0.8f, 0.8f, 0], kernel);
    }

    [Fact]
    public void NonNegative_cuts_at_zero()
    {
        Tensor kernel = Tensor.From([3, -0.3f, 0, -4, float.NaN, float.NegativeInfinity], [2, 3]);
        new NonNegative().Apply(kernel);
        Assert.Equal([3f, 0, 0, 0, float.NaN, 0], kernel.ToArray());
    }

    [Theory]
    [InlineData("max_norm(0.5)", 0.5)]
    [InlineData("unit_norm", 1)]
    public void Norms_of_a_convolution_kernel_are_those_of_its_filters(string text, double norm)
    {
        Tensor kernel = TestData.Random([3, 3, 4, 5], 1);
        float[] before = kernel.ToArray();
        Constraint.Parse(text).Apply(kernel);
        for (int filter = 0; filter < 5; filter++)
        {
            double[] numbers = [.. Enumerable.Range(0, 36).Select(i => (double)kernel.Span[i * 5 + filter])];
            Assert.Equal(norm, Math.Sqrt(numbers.Sum(v => v * v)), 1e-6);
            double factor = numbers[0] / before[filter];
            for (int i = 0; i < 36; i++) Assert.Equal(before[i * 5 + filter] * factor, numbers[i], 1e-6);
        }
    }

    [Theory]
    [InlineData("max_norm(2)")]
    [InlineData("unit_norm")]
    public void Norms_beyond_the_range_of_floats_and_tiny_ones_are_kept_in_hand(string text)
    {
        Tensor kernel = Tensor.From([3e38f, 1e-42f, 3e38f, 0], [2, 2]);
        Constraint.Parse(text).Apply(kernel);
        float norm = text == "unit_norm" ? 1 : 2;
        Assert.Equal(norm * MathF.Sqrt(0.5f), kernel.Span[0], 1e-5f);
        Assert.Equal(text == "unit_norm" ? 1 : 1e-42f, kernel.Span[1], 1e-6f);
    }

    [Theory]
    [InlineData("max_norm(2)")]
    [InlineData("unit_norm")]
    [InlineData("non_negative")]
    public void What_obeys_stays(string text)
    {
        Tensor kernel = Tensor.From([1, 0, 0, 1], [2, 2]), none = Tensor.Zeros([0, 3]);
        Constraint.Parse(text).Apply(kernel);
        Constraint.Parse(text).Apply(none);
        Assert.Equal([1f, 0, 0, 1], kernel.ToArray());
    }

    [Theory]
    [InlineData("max_norm(3)")]
    [InlineData("max_norm(0.1)")]
    [InlineData("non_negative")]
    [InlineData("unit_norm")]
    public void Text_round_trips(string text)
    {
        Constraint constraint = text;
        Assert.Equal(text, constraint.ToString());
        Assert.Equal(constraint, Constraint.Parse(text.ToUpperInvariant() + " "));
    }

    [Theory]
    [InlineData("max_norm")]
    [InlineData("max_norm(1,2)")]
    [InlineData("unit_norm(1)")]
    [InlineData("min_norm(1)")]
    public void Other_texts_are_refused_with_the_list(string text) => Assert.StartsWith(
        $"'{text}' is not a constraint; there are max_norm(limit), non_negative, unit_norm",
        Assert.Throws<ArgumentException>(() => Constraint.Parse(text)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("max_norm(0)", "0")]
    [InlineData("max_norm(-1)", "-1")]
    [InlineData("max_norm(nan)", "NaN")]
    [InlineData("max_norm(infinity)", "Infinity")]
    public void Limits_out_of_range_are_refused(string text, string limit) => Assert.StartsWith(
        $"Limit must be finite and above 0, is {limit}",
        Assert.Throws<ArgumentOutOfRangeException>(() => Constraint.Parse(text)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("max_norm(0.25)")]
    [InlineData("unit_norm")]
    [InlineData("non_negative")]
    public void Training_keeps_the_kernel_obedient(string text)
    {
        Network network = Network.Sequential([8, 8, 1], [new Conv2D(4, 3) { KernelConstraint = text }, new Flatten(), new Dense(2)]);
        new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.05f)).Fit(TestData.Bars(32, 1), new TrainingOptions { Epochs = 2, BatchSize = 8 });
        float[] kernel = network.GetWeight("conv2d/kernel").Value.ToArray();
        for (int filter = 0; filter < 4; filter++)
        {
            float[] numbers = [.. Enumerable.Range(0, 9).Select(i => kernel[i * 4 + filter])];
            double norm = Math.Sqrt(numbers.Sum(v => (double)v * v));
            if (text == "non_negative") Assert.All(numbers, v => Assert.InRange(v, 0, float.MaxValue));
            else if (text == "unit_norm") Assert.Equal(1, norm, 1e-5);
            else Assert.InRange(norm, 0, 0.25001);
        }
    }

    private static void Near(float[] expected, Tensor actual) =>
        Assert.All(expected.Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
}
