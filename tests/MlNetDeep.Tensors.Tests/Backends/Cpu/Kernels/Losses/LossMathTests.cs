using System.Numerics;
using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Tests.Backends.Cpu.Kernels;

public class LossMathTests
{
    [Fact]
    public void The_exponential_is_exact_to_two_units_in_the_last_place()
    {
        for (float x = -87; x < 88.7f; x += 0.0173f)
        {
            double expected = Math.Exp(x);
            Assert.Equal(expected, Exp(x), 2.4e-7 * expected);
        }
    }

    [Fact]
    public void The_exponential_keeps_subnormal_infinite_and_undefined_results()
    {
        Assert.Equal(1, Exp(0));
        Assert.Equal(0, Exp(-1e4f));
        Assert.Equal(0, Exp(float.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, Exp(1e4f));
        Assert.Equal(float.PositiveInfinity, Exp(float.PositiveInfinity));
        Assert.True(float.IsNaN(Exp(float.NaN)));
        Assert.Equal(Math.Exp(-100), Exp(-100), 2 * float.Epsilon);
        Assert.Equal(Math.Exp(88.72f), Exp(88.72f), 1e32);
    }

    [Theory]
    [InlineData(1e-20f)]
    [InlineData(-1e-7f)]
    [InlineData(0.3f)]
    [InlineData(-0.999f)]
    public void The_logarithm_of_one_plus_a_small_number_keeps_its_digits(float z)
    {
        double expected = Math.Log(1 + (double)z);
        if (Math.Abs(z) < 1e-10f) expected = z;
        Assert.Equal(expected, LossMath.Log1P(new Vector<float>(z))[0], 1e-6 * Math.Abs(expected));
    }

    [Fact]
    public void Both_sides_of_the_sigmoid_keep_their_digits()
    {
        foreach (float x in (ReadOnlySpan<float>)[-80, -20, -1, 0, 0.5f, 17, 80])
        {
            (Vector<float> plus, Vector<float> minus) = LossMath.Sigmoid(new Vector<float>(x));
            Assert.Equal(1 / (1 + Math.Exp(-x)), plus[0], 1e-6 / (1 + Math.Exp(-x)));
            Assert.Equal(1 / (1 + Math.Exp(x)), minus[0], 1e-6 / (1 + Math.Exp(x)));
        }
    }

    private static float Exp(float x) => LossMath.Exp(new Vector<float>(x))[0];
}
