using MlNetDeep.Pipelines.Training;

namespace MlNetDeep.Pipelines.Tests.Training;

public sealed class NumericMomentsTests
{
    [Fact]
    public void Missing_numbers_are_counted_and_constants_are_not_blown_up()
    {
        var moments = new NumericMoments(3);
        foreach (float[] row in new float[][] { [1, 5, float.NaN], [3, 5, 2], [5, 5, float.PositiveInfinity] }) moments.Add(row);
        Assert.Equal([3, 5, 2], moments.Means());
        Assert.Equal([MathF.Sqrt(8 / 3f), 1, 1], moments.Deviations());
        Assert.Equal([2], moments.Missing);
    }
}
