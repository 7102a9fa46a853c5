using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class LocalResponseNormTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_norm", "local_response_norm");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Numbers_are_PyTorchs(string name)
    {
        GoldenCase golden = Golden.Case("ops_norm", name);
        var layer = new LocalResponseNorm(golden.Integer("size")) { Alpha = golden.Number("alpha"), Beta = golden.Number("beta"), K = golden.Number("k") };
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(requiresGrad: true);
        Tensor output = layer.Predict(input);
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());
        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
    }

    [Fact]
    public void The_numbers_of_the_paper_sum_without_dividing()
    {
        Tensor input = Tensor.From([100, 200, 300, 400, 500, 600], [1, 6]);
        Tensor output = new LocalResponseNorm { Alpha = 5e-4f, K = 2 }.Predict(input);
        double[] squares = [.. Enumerable.Range(1, 6).Select(i => 1e4 * i * i)];
        for (int c = 0; c < 6; c++)
        {
            double sum = squares[Math.Max(0, c - 2)..Math.Min(6, c + 3)].Sum();
            double expected = input.Span[c] / Math.Pow(2 + 1e-4 * sum, 0.75);
            Assert.Equal(expected, output.Span[c], 1e-5 * expected);
        }
    }

    [Fact]
    public void What_it_cannot_take_is_refused()
    {
        new LocalResponseNorm(0).Refuses([4, 4, 3], "Size must be at least 1, is 0");
        new LocalResponseNorm { Alpha = -1 }.Refuses([4], "Alpha must be finite and at least 0, is -1");
        new LocalResponseNorm { Beta = float.NaN }.Refuses([4], "Beta must be finite and at least 0, is NaN");
        new LocalResponseNorm { K = 0 }.Refuses([4], "K must be finite and above 0, is 0");
        new LocalResponseNorm().Refuses([], "expects at least one axis; received []");
    }
}
