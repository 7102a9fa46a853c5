using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class InstanceNormTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_norm", "instance_norm");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_norm", name);
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true), gamma = golden.Input("weight").ToTensor(true), beta = golden.Input("bias").ToTensor(true);

        Tensor output = Ops.InstanceNorm(input, gamma, beta, new() { Epsilon = golden.Number("eps") });
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());

        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
        golden.Check("gamma gradient", golden.Gradient("weight"), gamma.Grad!.Span);
        golden.Check("beta gradient", golden.Gradient("bias"), beta.Grad!.Span);
    }

    [Fact]
    public void Is_group_normalisation_with_a_group_per_channel()
    {
        Tensor input = GradientCheck.Random([3, 5, 7, 19], 1), gamma = GradientCheck.Random([19], 2), beta = GradientCheck.Random([19], 3);
        Assert.Equal(Ops.GroupNorm(input, 19, gamma, beta).ToArray(), Ops.InstanceNorm(input, gamma, beta).ToArray());
    }

    [Fact]
    public void Running_statistics_average_the_means_and_the_unbiased_variances_of_the_samples()
    {
        const int samples = 3, rows = 20, channels = 5;
        Tensor input = GradientCheck.Random([samples, 4, 5, channels], 1, 2, 5), mean = GradientCheck.Random([channels], 2), variance = GradientCheck.Random([channels], 3, 1, 2);
        float[] meanBefore = mean.ToArray(), varianceBefore = variance.ToArray();
        Ops.InstanceNorm(input, options: new() { Momentum = 0.3f, RunningMean = mean, RunningVariance = variance });
        for (int c = 0; c < channels; c++)
        {
            double means = 0, variances = 0;
            for (int n = 0; n < samples; n++)
            {
                double[] numbers = [.. Enumerable.Range(0, rows).Select(row => (double)input.Span[(((n * rows) + row) * channels) + c])];
                double average = numbers.Average();
                means += average / samples;
                variances += numbers.Sum(number => Math.Pow(number - average, 2)) / (rows - 1) / samples;
            }
            Assert.Equal((0.7 * meanBefore[c]) + (0.3 * means), mean.Span[c], 1e-5);
            Assert.Equal((0.7 * varianceBefore[c]) + (0.3 * variances), variance.Span[c], 1e-5);
        }
    }

    [Fact]
    public void Outside_training_running_statistics_replace_those_of_the_samples()
    {
        Tensor input = GradientCheck.Random([2, 3, 4, 2], 1), gamma = GradientCheck.Random([2], 2), mean = Tensor.From([0.5f, -1], [2]), variance = Tensor.From([4, 0.25f], [2]);
        input.RequiresGrad = gamma.RequiresGrad = true;
        Tensor output = Ops.InstanceNorm(input, gamma, null, new() { Training = false, RunningMean = mean, RunningVariance = variance });
        for (int i = 0; i < output.Count; i++)
            Assert.Equal((input.Span[i] - mean.Span[i % 2]) / Math.Sqrt(variance.Span[i % 2] + 1e-5) * gamma.Span[i % 2], output.Span[i], 1e-5);
        Assert.Equal([0.5f, -1], mean.ToArray());
        output.Backward(Tensor.Ones(output.Shape));
        Assert.Equal(gamma.Span[0] / Math.Sqrt(4 + 1e-5), input.Grad!.Span[0], 1e-5);
        Assert.NotNull(gamma.Grad);

        float[] bySample = Ops.InstanceNorm(input, options: new() { Training = false }).ToArray();
        Assert.Equal(Ops.InstanceNorm(input).ToArray(), bySample);
    }

    [Fact]
    public void An_empty_batch_leaves_the_running_statistics_alone()
    {
        Tensor mean = Tensor.Zeros([2]), variance = Tensor.Ones([2]);
        Tensor output = Ops.InstanceNorm(Tensor.Zeros([0, 3, 3, 2]), options: new() { RunningMean = mean, RunningVariance = variance });
        Assert.Equal<Shape>([0, 3, 3, 2], output.Shape);
        Assert.Equal([0, 0], mean.ToArray());
        Assert.Equal([1, 1], variance.ToArray());
    }

    [Fact]
    public void Errors_name_the_rule_and_all_shapes()
    {
        Tensor input = Tensor.Zeros([2, 3, 3, 4]);
        string message = Assert.Throws<ArgumentException>(() => Ops.InstanceNorm(Tensor.Zeros([2, 1, 1, 4]))).Message;
        Assert.Contains("InstanceNorm: a sample has more than one number per channel; received shape [2, 1, 1, 4]", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Ops.InstanceNorm(input, options: new() { RunningMean = Tensor.Zeros([3]), RunningVariance = Tensor.Ones([4]) })).Message;
        Assert.Contains("running mean has one number per channel, [4]; received shapes [2, 3, 3, 4], [3]", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Ops.InstanceNorm(input, options: new() { RunningMean = Tensor.Zeros([4]) })).Message;
        Assert.Contains("belong together", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ops.InstanceNorm(Tensor.Zeros([2, 4])));
        Assert.Throws<ArgumentException>(() => Ops.InstanceNorm(input, Tensor.Ones([2])));
    }
}
