using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class PositionalEncodingTests
{
    [Fact]
    public void Waves_follow_the_formula()
    {
        Network network = Network.Sequential([3, 5], [new PositionalEncoding()]);
        Assert.Equal(0, network.TrainableParameterCount);
        float[] output = network.Predict(Tensor.Zeros([1, 3, 5])).ToArray();
        for (int position = 0; position < 3; position++)
        {
            double slow = Math.Pow(10_000, -0.4), slowest = Math.Pow(10_000, -0.8);
            double[] expected = [Math.Sin(position), Math.Cos(position), Math.Sin(position * slow), Math.Cos(position * slow), Math.Sin(position * slowest)];
            for (int i = 0; i < 5; i++) Assert.Equal(expected[i], output[position * 5 + i], 1e-6);
        }
    }

    [Fact]
    public void A_wavelength_out_of_range_is_refused() => Assert.Contains(
        "MaxWavelength must be finite and above 1, is 1",
        Assert.Throws<ShapeException>(() => Network.Input([5, 3]).Apply(new PositionalEncoding { MaxWavelength = 1 })).Message,
        StringComparison.Ordinal);
}
