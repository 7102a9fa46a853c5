namespace MlNetDeep.Tuning.Tests;

public class ColorScaleTests
{
    [Fact]
    public void The_best_value_is_dark_in_either_direction()
    {
        double[] values = [.. Enumerable.Range(0, 11).Select(i => (double)i)];
        Assert.Equal("#440154", new ColorScale(values, Direction.Minimize).Color(0));
        Assert.Equal("#440154", new ColorScale(values, Direction.Maximize).Color(10));
        Assert.Equal("#21908d", new ColorScale(values, Direction.Minimize).Color(4.5));
    }

    [Fact]
    public void Outliers_leave_colours_to_the_others()
    {
        var colors = new ColorScale([.. Enumerable.Range(0, 20).Select(i => (double)i), 1e9], Direction.Minimize);
        Assert.Equal("#fde725", colors.Color(1e9));
        Assert.Equal("#fde725", colors.Color(double.PositiveInfinity));
        Assert.NotEqual(colors.Color(3), colors.Color(9));
    }
}
