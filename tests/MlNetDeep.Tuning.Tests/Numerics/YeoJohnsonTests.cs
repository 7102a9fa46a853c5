using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Numerics;

public class YeoJohnsonTests
{
    [Theory]
    [InlineData(3, 1, 3)]
    [InlineData(3, 0, 1.3862943611198906)]     // log 4
    [InlineData(3, 2, 7.5)]                    // (16 - 1) / 2
    [InlineData(-3, 1, -3)]
    [InlineData(-3, 2, -1.3862943611198906)]
    [InlineData(-3, 0, -7.5)]
    public void The_transform_is_that_of_the_paper(double value, double lambda, double expected) => Assert.Equal(expected, YeoJohnson.Transform(value, lambda), 12);

    [Fact]
    public void Heavy_tails_are_pulled_in_and_order_is_kept()
    {
        double[] values = [.. Enumerable.Range(0, 50).Select(i => Math.Exp(0.2 * i))], scaled = YeoJohnson.Standardize(values);
        Assert.Equal(scaled.Order(), scaled);
        Assert.Equal(0, scaled.Average(), 10);
        Assert.Equal(1, scaled.Average(value => value * value), 10);
        Assert.InRange(scaled[^1], 0.5, 3);
    }

    [Fact]
    public void Any_finite_values_become_finite_ones_in_the_same_order() => Check.QuickThrowOnFailure(Prop.ForAll<double[]>(CheckOrder));

    private static void CheckOrder(double[] values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0) return;
        double[] scaled = YeoJohnson.Standardize(finite);
        for (int i = 0; i < finite.Length; i++)
        {
            Assert.True(double.IsFinite(scaled[i]), $"{finite[i]} became {scaled[i]}");
            for (int j = 0; j < i; j++)
                if (finite[i] > finite[j]) Assert.True(scaled[i] >= scaled[j] - 1e-9);
        }
    }

    [Fact]
    public void Equal_values_become_0() => Assert.Equal([0, 0, 0], YeoJohnson.Standardize([5, 5, 5]));
}
