using System.Numerics;
using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Tests.Backends.Cpu.Kernels;

public sealed class SaturationTests
{
    private static readonly float[] s_special = [0, -0f, 1e-45f, -1e-40f, 1e-20f, 87.3f, -87.3f, 88, -88, 104, -104, 1e30f, -1e30f, float.PositiveInfinity, float.NegativeInfinity];

    public static TheoryData<float> Points => [.. s_special, .. Enumerable.Range(-4000, 8001).Select(i => i * 0.0053f), .. Enumerable.Range(1, 60).Select(i => MathF.Pow(0.7f, i))];

    [Fact]
    public void Functions_are_within_a_few_units_in_the_last_place()
    {
        foreach (float x in Points.Select(row => row.Data))
        {
            double sigmoid = 1 / (1 + Math.Exp(-(double)x)), tanh = Math.Tanh(x), exp = Math.Exp(-Math.Abs((double)x));
            Close(sigmoid, Saturation.Sigmoid(new Vector<float>(x))[0], x);
            Close(tanh, Saturation.Tanh(new Vector<float>(x))[0], x);
            Close(exp, Saturation.ExpNotPositive(-Vector.Abs(new Vector<float>(x)))[0], x);
        }
    }

    [Fact]
    public void A_NaN_stays_one_and_minus_zero_keeps_its_sign()
    {
        Vector<float> nan = new(float.NaN);
        Assert.True(float.IsNaN(Saturation.Sigmoid(nan)[0]));
        Assert.True(float.IsNaN(Saturation.Tanh(nan)[0]));
        Assert.True(float.IsNaN(Saturation.ExpNotPositive(nan)[0]));
        Assert.True(float.IsNegative(Saturation.Tanh(new Vector<float>(-0f))[0]));
        Assert.Equal(0, Saturation.ExpNotPositive(new Vector<float>(float.NegativeInfinity))[0]);
    }

    // Below 1.2e-38, the smallest normal number, the results may be zero.
    private static void Close(double expected, float actual, float x) =>
        Assert.True(Math.Abs(expected - actual) <= (4e-7 * Math.Abs(expected)) + 1.5e-38, $"at {x:R}: {actual:R} instead of {expected:R}");
}
