using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class LocalResponseNormTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_norm", "local_response_norm");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_norm", name);
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true);
        var options = new LocalResponseNormOptions { Size = golden.Integer("size"), Alpha = golden.Number("alpha"), Beta = golden.Number("beta"), K = golden.Number("k") };

        Tensor output = Ops.LocalResponseNorm(input, options);
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());

        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
    }

    // Channels around vector widths, below the window and above a tile; each way to raise to a power.
    [Theory]
    [InlineData(1, 5, 0.75f)]
    [InlineData(3, 7, 0.5f)]
    [InlineData(7, 4, 0.6f)]
    [InlineData(8, 5, 0.75f)]
    [InlineData(9, 1, 1)]
    [InlineData(17, 2, 0.5f)]
    [InlineData(20, 60, 0.75f)]
    [InlineData(96, 5, 0.75f)]
    [InlineData(2500, 3, 0.75f)]
    public void Agrees_with_a_plain_loop_in_double(int channels, int size, float beta)
    {
        const int rows = 60;
        Tensor input = GradientCheck.Random([rows, channels], 1, -2, 2), gradient = GradientCheck.Random([rows, channels], 2);
        input.RequiresGrad = true;
        Tensor output = Ops.LocalResponseNorm(input, new() { Size = size, Alpha = 0.8f, Beta = beta, K = 1.5f });
        output.Backward(gradient);
        for (int row = 0; row < rows; row++)
        {
            var bases = new double[channels];
            var expected = new double[channels];
            for (int c = 0; c < channels; c++)
            {
                foreach (int other in Window(c)) bases[c] += Math.Pow(input.Span[(row * channels) + other], 2);
                bases[c] = 1.5 + (0.8f / size * bases[c]);
                Assert.Equal(input.Span[(row * channels) + c] * Math.Pow(bases[c], -beta), output.Span[(row * channels) + c], 2e-6);
            }
            for (int c = 0; c < channels; c++)
            {
                double g = gradient.Span[(row * channels) + c], x = input.Span[(row * channels) + c];
                expected[c] += g * Math.Pow(bases[c], -beta);
                foreach (int other in Window(c))
                    expected[other] -= 2 * 0.8f * beta / size * g * x * Math.Pow(bases[c], -beta - 1) * input.Span[(row * channels) + other];
            }
            for (int c = 0; c < channels; c++) Assert.Equal(expected[c], input.Grad!.Span[(row * channels) + c], 5e-6);
        }

        IEnumerable<int> Window(int c) => Enumerable.Range(c - (size / 2), size).Where(other => other >= 0 && other < channels);
    }

    [Fact]
    public void A_window_may_be_wider_than_any_input()
    {
        Tensor input = Tensor.From([1, 2, 3], [1, 3]);
        Assert.Equal([1, 2, 3], Ops.LocalResponseNorm(input, new() { Size = int.MaxValue, Alpha = 1 }).ToArray());
    }

    [Fact]
    public void A_NaN_spoils_its_window_and_nothing_else()
    {
        Tensor input = GradientCheck.Random([3, 20], 1);
        input.Span[20 + 1] = float.NaN;
        float[] output = Ops.LocalResponseNorm(input).ToArray();
        for (int i = 0; i < output.Length; i++) Assert.Equal(i is >= 20 and <= 23, float.IsNaN(output[i]));
    }

    [Fact]
    public void Errors_name_the_rule_and_the_number()
    {
        Assert.Contains("at least 1, but is 0", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.LocalResponseNorm(Tensor.Zeros([2, 3]), new() { Size = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("[..., C]; received shape []", Assert.Throws<ArgumentException>(() => Ops.LocalResponseNorm(Tensor.Scalar(1))).Message, StringComparison.Ordinal);
    }
}
