using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Numerics;

public class StudentTTests
{
    // The quantiles of tables, e.g. t(0.95; 1) = tan(0.45 pi).
    [Theory]
    [InlineData(6.313751514675043, 1, 0.05)]
    [InlineData(2.919985580353726, 2, 0.05)]
    [InlineData(2.353363434801825, 3, 0.05)]
    [InlineData(2.131846786326650, 4, 0.05)]
    [InlineData(1.812461122811676, 10, 0.05)]
    [InlineData(3.143, 6, 0.01)]
    [InlineData(0, 5, 0.5)]
    public void The_tail_is_that_of_the_tables(double t, int degrees, double tail)
    {
        Assert.Equal(tail, StudentT.UpperTail(t, degrees), 5);
        Assert.Equal(1 - tail, StudentT.UpperTail(-t, degrees), 5);
    }

    [Fact]
    public void Infinity_leaves_nothing() => Assert.Equal(0, StudentT.UpperTail(double.PositiveInfinity, 3), 12);
}
