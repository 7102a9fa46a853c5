using FsCheck;
using FsCheck.Fluent;

namespace MlNetDeep.Tuning.Tests;

public class NumberScaleTests
{
    [Fact]
    public void Ticks_are_round_numbers()
    {
        Assert.Equal(["0", "0.2", "0.4", "0.6", "0.8", "1"], new NumberScale([0, 1]).Ticks.Select(tick => tick.Text));
        Assert.Equal(["-20", "0", "20", "40"], new NumberScale([-30, 50]).Ticks.Select(tick => tick.Text));
        Assert.Equal(["1e-5", "1e-4", "0.001", "0.01", "0.1", "1"], new NumberScale([1e-5, 1], isLog: true).Ticks.Select(tick => tick.Text));
        Assert.Equal(["20", "50", "100", "200", "500"], new NumberScale([16, 512], isLog: true).Ticks.Select(tick => tick.Text));
        Assert.Equal(["1", "2", "3"], new NumberScale([1, 3], isWhole: true).Ticks.Select(tick => tick.Text));
    }

    [Fact]
    public void The_ends_lie_inside_by_the_padding()
    {
        var scale = new NumberScale([2, 4], padding: 0.25);
        Assert.Equal([1.0 / 6, 0.5, 5.0 / 6], new[] { 2.0, 3, 4 }.Select(scale.Place), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void What_an_axis_cannot_show_has_no_place()
    {
        Assert.True(double.IsNaN(new NumberScale([0, 1]).Place(double.PositiveInfinity)));
        Assert.True(double.IsNaN(new NumberScale([1, 10], isLog: true).Place(0)));
        Assert.True(double.IsNaN(new NumberScale([1, 10]).Place(double.NaN)));
    }

    [Fact]
    public void Objectives_over_orders_of_magnitude_have_a_logarithmic_axis()
    {
        Assert.Equal(0.5, NumberScale.OfObjective([0.01, 100]).Place(1), 12);
        Assert.Equal(0.5, NumberScale.OfObjective([0, 100]).Place(50), 12);
        Assert.Equal(0.5, NumberScale.OfObjective([1, 3, double.PositiveInfinity]).Place(2), 12);
    }

    [Fact]
    public void Any_numbers_make_a_scale() => Check.QuickThrowOnFailure(Prop.ForAll<double[], bool, bool>((numbers, isLog, isWhole) =>
    {
        var scale = new NumberScale(numbers, isLog, isWhole);
        Assert.InRange(scale.Ticks.Count, 0, 16);
        Assert.All(scale.Ticks, tick => Assert.InRange(tick.Place, -1e-9, 1 + 1e-9));
        Assert.All(numbers.Where(number => double.IsFinite(number) && (!isLog || number > 0)), number => Assert.InRange(scale.Place(number), 0, 1));
    }));

    [Fact]
    public void The_widest_range_and_equal_numbers_have_ticks()
    {
        foreach (double[] numbers in new double[][] { [double.MinValue, double.MaxValue], [5, 5], [0], [double.Epsilon], [], [1e300], [-1e-300, 1e-300] })
        {
            NumberScale scale = new(numbers);
            Assert.NotEmpty(scale.Ticks);
            Assert.All(scale.Ticks, tick => Assert.InRange(tick.Place, 0, 1));
        }
    }
}
