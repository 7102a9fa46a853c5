namespace MlNetDeep.Tuning.Tests;

public class SurfaceTests
{
    [Fact]
    public void Many_places_show_the_function()
    {
        (double[] x, double[] y, double[] values) = Grid(40, (x, y) => x + 2 * y);
        var surface = new Surface(x, y, values, Surface.UsualCells, Surface.UsualCells);
        // In the middle of a plane the mean of what lies around is what lies there.
        Assert.Equal((13.5 + 2 * 13.5) / 28, surface[13, 13], 2);
        Assert.True(surface[20, 20] > surface[8, 8] + 0.5);
    }

    [Fact]
    public void What_no_trial_is_near_is_unknown()
    {
        var surface = new Surface([0.05], [0.05], [3.0], Surface.UsualCells, Surface.UsualCells);
        Assert.Equal(3, surface[0, 0], 12);
        Assert.True(double.IsNaN(surface[27, 27]));
    }

    [Fact]
    public void Choices_are_not_near_each_other()
    {
        var surface = new Surface([0.25, 0.75], [0.5, 0.5], [1.0, 2.0], 2, Surface.UsualCells);
        Assert.Equal([1.0, 2.0], [surface[0, 14], surface[1, 14]]);
    }

    [Fact]
    public void Level_lines_lie_where_the_surface_has_the_level()
    {
        (double[] x, double[] y, double[] values) = Grid(30, (x, _) => x);
        var surface = new Surface(x, y, values, Surface.UsualCells, Surface.UsualCells);
        ((double X, double Y) From, (double X, double Y) To)[] line = [.. surface.LevelLine(0.5)];
        Assert.Equal(Surface.UsualCells - 1, line.Length);
        Assert.All(line, piece => Assert.InRange(piece.From.X, 0.49, 0.51));
        Assert.Empty(surface.LevelLine(5));
    }

    private static (double[] X, double[] Y, double[] Values) Grid(int size, Func<double, double, double> function)
    {
        (double X, double Y)[] places = [.. Enumerable.Range(0, size * size).Select(i => ((i % size + 0.5) / size, (i / size + 0.5) / size))];
        return ([.. places.Select(place => place.X)], [.. places.Select(place => place.Y)], [.. places.Select(place => function(place.X, place.Y))]);
    }
}
