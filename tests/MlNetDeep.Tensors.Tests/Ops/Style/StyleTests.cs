using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class StyleTests
{
    public static TheoryData<string> Losses => Golden.Names("style", "content", "style", "tv", "combined");

    [Theory]
    [MemberData(nameof(Losses))]
    public void Golden_losses(string name)
    {
        GoldenCase golden = Golden.Case("style", name);
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true), content = golden.Input("content").ChannelsLast.ToTensor(), style = golden.Input("style").ChannelsLast.ToTensor();
        Tensor gram = Ops.GramMatrix(style);
        golden.Check("Gram matrix of the input", golden.Output("gram_input"), Ops.GramMatrix(input).Span);
        golden.Check("Gram matrix of the style", golden.Output("gram_style"), gram.Span);

        Tensor loss = golden.Operation switch
        {
            "content" => Ops.ContentLoss(input, content),
            "style" => Ops.StyleLoss(input, gram),
            "tv" => Ops.TotalVariation(input),
            _ => Ops.ContentLoss(input, content) + (1000 * Ops.StyleLoss(input, gram)) + (0.1f * Ops.TotalVariation(input)),
        };
        loss.Backward();
        golden.Check("loss", golden.Output("loss"), loss.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
    }

    [Fact]
    public void Golden_adaptive_instance_normalisation()
    {
        GoldenCase golden = Golden.Case("style", "adain");
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true), style = golden.Input("style").ChannelsLast.ToTensor();
        Tensor output = Ops.AdaptiveInstanceNorm(input, style);
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());
        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
    }

    [Theory]
    [InlineData(2, 3, 5, 1)]
    [InlineData(1, 9, 7, 17)]
    [InlineData(3, 16, 16, 40)]
    public void The_Gram_matrix_agrees_with_a_plain_loop(int samples, int height, int width, int channels)
    {
        Tensor x = GradientCheck.Random([samples, height, width, channels], 1);
        Tensor gram = Ops.GramMatrix(x);
        int positions = height * width;
        for (int n = 0; n < samples; n++)
        {
            for (int i = 0; i < channels; i++)
            {
                for (int j = 0; j < channels; j++)
                {
                    double sum = 0;
                    for (int p = n * positions; p < (n + 1) * positions; p++) sum += (double)x.Span[(p * channels) + i] * x.Span[(p * channels) + j];
                    Assert.Equal(sum / positions / channels, gram.Span[(((n * channels) + i) * channels) + j], 1e-6);
                }
            }
        }
    }

    // Lines shorter and longer than a chunk of the sums, one pixel high or wide, several blocks.
    [Theory]
    [InlineData(1, 2, 2, 1)]
    [InlineData(2, 1, 9, 3)]
    [InlineData(2, 9, 1, 3)]
    [InlineData(3, 5, 7, 17)]
    [InlineData(2, 3, 700, 8)]
    [InlineData(4, 60, 50, 8)]
    public void The_total_variation_agrees_with_a_plain_loop(int samples, int height, int width, int channels)
    {
        Tensor x = GradientCheck.Random([samples, height, width, channels], 1);
        x.RequiresGrad = true;
        Tensor total = Ops.TotalVariation(x);
        total.Backward(Tensor.Scalar(2));
        double across = 0, down = 0, lines = (double)samples * channels;
        var expected = new double[x.Count];
        for (int i = 0; i < x.Count; i++)
        {
            int column = i / channels % width, row = i / channels / width % height;
            if (column + 1 < width) across += Difference(i, i + channels, 1 / (lines * height * (width - 1)));
            if (row + 1 < height) down += Difference(i, i + (width * channels), 1 / (lines * (height - 1) * width));
        }
        Assert.Equal(across + down, total.Item(), 2e-6);
        for (int i = 0; i < x.Count; i++) Assert.Equal(expected[i], x.Grad!.Span[i], 1e-6);

        double Difference(int i, int j, double share)
        {
            double difference = x.Span[i] - x.Span[j];
            expected[i] += 2 * share * Math.Sign(difference);
            expected[j] -= 2 * share * Math.Sign(difference);
            return Math.Abs(difference) * share;
        }
    }

    [Fact]
    public void Equal_neighbours_and_missing_ones_have_no_variation()
    {
        Tensor flat = Tensor.Full([2, 3, 20, 3], 7), pixel = Tensor.Ones([2, 1, 1, 3]), empty = Tensor.Zeros([0, 3, 4, 3]);
        foreach (Tensor x in (Tensor[])[flat, pixel, empty])
        {
            x.RequiresGrad = true;
            Tensor total = Ops.TotalVariation(x);
            total.Backward();
            Assert.Equal(0, total.Item());
            Assert.All(x.Grad!.ToArray(), number => Assert.Equal(0, number));
        }
    }

    [Fact]
    public void A_NaN_reaches_the_gradients_of_its_neighbours_only()
    {
        Tensor x = GradientCheck.Random([1, 5, 6, 1], 1);
        x.Span[14] = float.NaN;
        x.RequiresGrad = true;
        Ops.TotalVariation(x).Backward();
        Assert.Equal([8, 13, 14, 15, 20], Enumerable.Range(0, 30).Where(i => float.IsNaN(x.Grad!.Span[i])));
    }

    [Fact]
    public void Adaptive_instance_normalisation_gives_the_content_the_moments_of_the_style()
    {
        Tensor content = GradientCheck.Random([2, 6, 7, 3], 1), style = GradientCheck.Random([2, 9, 4, 3], 2, 5, 9);
        Tensor output = Ops.AdaptiveInstanceNorm(content, style, 1e-9f);
        for (int n = 0; n < 2; n++)
        {
            for (int c = 0; c < 3; c++)
            {
                (double mean, double variance) = Moments(style, n, c);
                (double actualMean, double actualVariance) = Moments(output, n, c);
                Assert.Equal(mean, actualMean, 1e-5);
                Assert.Equal(variance, actualVariance, 1e-4);
            }
        }

        static (double Mean, double Variance) Moments(Tensor x, int n, int c)
        {
            int positions = x.Shape[1] * x.Shape[2];
            double[] numbers = [.. Enumerable.Range(0, positions).Select(p => (double)x.Span[(((n * positions) + p) * x.Shape[3]) + c])];
            double mean = numbers.Average();
            return (mean, numbers.Sum(number => Math.Pow(number - mean, 2)) / (positions - 1));
        }
    }

    [Fact]
    public void Errors_name_the_rule_and_all_shapes()
    {
        Tensor x = Tensor.Zeros([2, 3, 4, 5]);
        Contains("GramMatrix: the input is [N, H, W, C], only N may be 0; received shape [2, 0, 4, 5]", () => Ops.GramMatrix(Tensor.Zeros([2, 0, 4, 5])));
        Contains("TotalVariation: the input is [N, H, W, C]; received shape [3, 4]", () => Ops.TotalVariation(Tensor.Zeros([3, 4])));
        Contains("ContentLoss: what is compared has one shape; received shapes [2, 3, 4, 5], [2, 3, 4]", () => Ops.ContentLoss(x, Tensor.Zeros([2, 3, 4])));
        Contains("StyleLoss: what is compared has one shape; received shapes [2, 5, 5], [1, 5, 5]", () => Ops.StyleLoss(x, Tensor.Zeros([1, 5, 5])));
        Contains("equal N and C; received shapes [2, 3, 4, 5], [2, 3, 4, 6]", () => Ops.AdaptiveInstanceNorm(x, Tensor.Zeros([2, 3, 4, 6])));
        Contains("at least two positions; received shapes [2, 3, 4, 5], [2, 1, 1, 5]", () => Ops.AdaptiveInstanceNorm(x, Tensor.Zeros([2, 1, 1, 5])));

        static void Contains(string text, Func<Tensor> operation) => Assert.Contains(text, Assert.Throws<ArgumentException>(operation).Message, StringComparison.Ordinal);
    }
}
