using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class BatchNormTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_norm", "batch_norm");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_norm", name);
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true), gamma = golden.Input("weight").ToTensor(true), beta = golden.Input("bias").ToTensor(true);
        Tensor mean = golden.Input("running_mean").ToTensor(), variance = golden.Input("running_var").ToTensor();
        bool training = golden.Flag("training");
        var options = new BatchNormOptions { Training = training, Momentum = golden.Number("momentum"), Epsilon = golden.Number("eps") };

        Tensor output = Ops.BatchNorm(input, gamma, beta, mean, variance, options);
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());

        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("running mean", training ? golden.Output("running_mean") : golden.Input("running_mean"), mean.Span);
        golden.Check("running variance", training ? golden.Output("running_var") : golden.Input("running_var"), variance.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
        golden.Check("gamma gradient", golden.Gradient("weight"), gamma.Grad!.Span);
        golden.Check("beta gradient", golden.Gradient("bias"), beta.Grad!.Span);
    }

    [Fact]
    public void Golden_numbers_over_five_batches()
    {
        GoldenCase golden = Golden.Case("ops_norm", "batchnorm_5_batches");
        Tensor mean = Tensor.Zeros([3]), variance = Tensor.Ones([3]);
        for (int i = 0; i < 5; i++)
        {
            Tensor output = Ops.BatchNorm(golden.Input($"x{i}").ChannelsLast.ToTensor(), Tensor.Ones([3]), Tensor.Zeros([3]), mean, variance, new BatchNormOptions());
            golden.Check($"y{i}", golden.Output($"y{i}").ChannelsLast, output.Span);
        }
        golden.Check("running mean", golden.Output("running_mean"), mean.Span);
        golden.Check("running variance", golden.Output("running_var"), variance.Span);
    }

    [Theory]
    [InlineData(true, FusedActivation.None)]
    [InlineData(true, FusedActivation.Relu)]
    [InlineData(false, FusedActivation.Relu)]
    public void Central_differences(bool training, FusedActivation activation)
    {
        // Beta well above zero, so that no step crosses the kink; the mask itself is in the comparison with the separate ReLU.
        Tensor input = GradientCheck.Random([2, 3, 2, 3], 1), gamma = GradientCheck.Random([3], 2, 0.5f, 1.5f), beta = GradientCheck.Random([3], 3, 4, 6);
        Tensor mean = Tensor.Zeros([3]), variance = Tensor.Ones([3]);
        GradientCheck.Run(() => Ops.BatchNorm(input, gamma, beta, mean, variance, new BatchNormOptions { Training = training, Activation = activation, Momentum = 0 }), input, gamma, beta);
    }

    // Channel counts around the vector widths and enough rows for several blocks.
    [Theory]
    [InlineData(1, 3)]
    [InlineData(7, 5000)]
    [InlineData(8, 4100)]
    [InlineData(9, 40)]
    [InlineData(16, 2500)]
    [InlineData(17, 30)]
    [InlineData(67, 700)]
    public void Agrees_with_a_plain_loop_in_double(int channels, int rows)
    {
        Tensor input = GradientCheck.Random([rows, channels], 11, 9, 11), gamma = GradientCheck.Random([channels], 2, 0.5f, 1.5f), beta = GradientCheck.Random([channels], 3);
        input.RequiresGrad = gamma.RequiresGrad = beta.RequiresGrad = true;
        Tensor runningMean = Tensor.Zeros([channels]), runningVariance = Tensor.Ones([channels]);
        Tensor output = Ops.BatchNorm(input, gamma, beta, runningMean, runningVariance, new BatchNormOptions { Momentum = 1, Activation = FusedActivation.Relu });
        Tensor gradient = GradientCheck.Random(output.Shape, 5);
        output.Backward(gradient);
        for (int c = 0; c < channels; c++)
        {
            double mean = 0, variance = 0, dBeta = 0, dGamma = 0;
            for (int r = 0; r < rows; r++) mean += input.Span[(r * channels) + c];
            mean /= rows;
            for (int r = 0; r < rows; r++) variance += Math.Pow(input.Span[(r * channels) + c] - mean, 2);
            variance /= rows;
            double deviation = Math.Sqrt(variance + 1e-5);
            for (int r = 0; r < rows; r++)
            {
                int i = (r * channels) + c;
                double normal = (input.Span[i] - mean) / deviation, expected = Math.Max(0, (normal * gamma.Span[c]) + beta.Span[c]);
                Assert.Equal(expected, output.Span[i], 1e-3);
                double g = output.Span[i] > 0 ? gradient.Span[i] : 0;
                dBeta += g;
                dGamma += g * normal;
            }
            Assert.Equal(mean, runningMean.Span[c], 1e-3);
            Assert.Equal(variance * rows / (rows - 1), runningVariance.Span[c], 1e-3);
            Assert.Equal(dBeta, beta.Grad!.Span[c], 2e-3 * Math.Sqrt(rows));
            Assert.Equal(dGamma, gamma.Grad!.Span[c], 2e-3 * Math.Sqrt(rows));
            for (int r = 0; r < rows; r++)
            {
                int i = (r * channels) + c;
                double normal = (input.Span[i] - mean) / deviation, g = output.Span[i] > 0 ? gradient.Span[i] : 0;
                Assert.Equal(gamma.Span[c] / deviation * (g - (dBeta / rows) - (normal * dGamma / rows)), input.Grad!.Span[i], 5e-3);
            }
        }
    }

    // Float sums of a block's rows round its mean by about 1e-6 of 1e4.
    [Fact]
    public void A_mean_far_above_the_deviation_keeps_the_variance()
    {
        Tensor input = Tensor.Uninitialized([5000, 9]);
        new Philox(3, 1).Normal(input.Span, 1e4f, 1);
        Tensor variance = Tensor.Ones([9]);
        float[] output = Ops.BatchNorm(input, Tensor.Ones([9]), Tensor.Zeros([9]), Tensor.Zeros([9]), variance, new BatchNormOptions { Momentum = 1 }).ToArray();
        for (int c = 0; c < 9; c++)
        {
            double[] numbers = [.. Enumerable.Range(0, 5000).Select(row => (double)input.Span[(row * 9) + c])];
            double mean = numbers.Average(), unbiased = numbers.Sum(number => Math.Pow(number - mean, 2)) / 4999;
            Assert.Equal(unbiased, variance.Span[c], 1e-3);
            Assert.Equal((numbers[17] - mean) / Math.Sqrt(unbiased), output[(17 * 9) + c], 2e-2);
        }
    }

    // What PyTorch calls momentum None.
    [Fact]
    public void A_momentum_of_one_over_the_number_of_batches_averages_them_all()
    {
        Tensor mean = Tensor.Zeros([2]), variance = Tensor.Ones([2]);
        var means = new double[2];
        for (int batch = 1; batch <= 4; batch++)
        {
            Tensor input = GradientCheck.Random([6, 2], (ulong)batch, -batch, 3);
            Ops.BatchNorm(input, Tensor.Ones([2]), Tensor.Zeros([2]), mean, variance, new BatchNormOptions { Momentum = 1f / batch });
            for (int i = 0; i < input.Count; i++) means[i % 2] += input.Span[i] / 24.0;
        }
        for (int c = 0; c < 2; c++) Assert.Equal(means[c], mean.Span[c], 1e-6);
    }

    [Fact]
    public void Empty_batches_pass_and_leave_the_running_statistics_alone()
    {
        Tensor mean = Tensor.Zeros([2]), variance = Tensor.Ones([2]);
        Tensor output = Ops.BatchNorm(Tensor.Zeros([0, 2]), Tensor.Ones([2]), Tensor.Zeros([2]), mean, variance, new BatchNormOptions());
        Assert.Equal<Shape>([0, 2], output.Shape);
        Assert.Equal([1, 1], variance.ToArray());
    }

    [Theory]
    [InlineData(3, FusedActivation.None)]
    [InlineData(3, FusedActivation.Relu)]
    [InlineData(19, FusedActivation.None)]
    [InlineData(19, FusedActivation.Relu)]
    public void A_NaN_or_an_infinity_spoils_its_channel_and_no_other(int channels, FusedActivation activation)
    {
        Tensor input = GradientCheck.Random([4, channels], 1);
        input.Span[1] = float.NaN;
        input.Span[channels - 1] = float.PositiveInfinity;
        Tensor ones = Tensor.Ones([channels]);
        float[] output = Ops.BatchNorm(input, ones, Tensor.Zeros([channels]), Tensor.Zeros([channels]), Tensor.Ones([channels]), new BatchNormOptions { Activation = activation }).ToArray();
        for (int i = 0; i < output.Length; i++)
            Assert.Equal(i % channels == 1 || i % channels == channels - 1, float.IsNaN(output[i]));
    }

    [Fact]
    public void Subnormal_inputs_and_constant_channels_normalise_to_the_shift()
    {
        Tensor input = Tensor.From([1e-40f, 5, 2e-40f, 5], [2, 2]);
        float[] output = Ops.BatchNorm(input, Tensor.Ones([2]), Tensor.From([0.5f, -2], [2]), Tensor.Zeros([2]), Tensor.Ones([2]), new BatchNormOptions()).ToArray();
        Assert.Equal([0.5f, -2, 0.5f, -2], output);
    }

    [Fact]
    public void Errors_name_the_rule_and_all_shapes()
    {
        Tensor ones = Tensor.Ones([3]);
        string message = Assert.Throws<ArgumentException>(() => Ops.BatchNorm(Tensor.Zeros([4, 3]), Tensor.Ones([4]), ones, ones, ones, new BatchNormOptions())).Message;
        Assert.Contains("gamma has one number per channel, [3]", message, StringComparison.Ordinal);
        Assert.Contains("[4, 3], [4]", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Ops.BatchNorm(Tensor.Zeros([1, 3]), ones, ones, ones, ones, new BatchNormOptions())).Message;
        Assert.Contains("more than one number per channel", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ops.BatchNorm(Tensor.Zeros([3]), ones, ones, ones, ones, new BatchNormOptions()));
    }
}
