namespace MlNetDeep.Tuning.Tests.Samplers.GaussianProcesses;

public class GpRowsTests
{
    [Fact]
    public void All_rows_are_taken_while_they_are_few() =>
        Assert.Equal([0, 1, 2], GpRows.Choose([[0], [1], [double.NaN]], 3, 3, () => throw new InvalidOperationException("no ranking is needed")));

    [Fact]
    public void Of_many_rows_the_best_and_the_farthest_are_taken()
    {
        double[][] points = [[0.50], [0.51], [0.52], [0.53], [0.10], [0.97], [0.30], [0.54]];
        // The best two lie at 0.51 and 0.53; the farthest from them is 0.97, then 0.10. The last row is beyond the count.
        Assert.Equal([1, 3, 4, 5], GpRows.Choose(points, 7, 4, () => [7, 3, 1, 0, 2, 4, 5, 6]));
    }

    [Fact]
    public void Inactive_is_far_from_active() =>
        Assert.Equal([0, 2], GpRows.Choose([[0.5], [0.9], [double.NaN]], 3, 2, () => [0, 1, 2]));
}
