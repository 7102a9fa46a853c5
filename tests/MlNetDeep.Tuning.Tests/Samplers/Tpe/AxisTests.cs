namespace MlNetDeep.Tuning.Tests.Samplers.Tpe;

public class AxisTests
{
    [Fact]
    public void A_value_has_a_place_where_it_is_possible()
    {
        var axis = new Axis(new IntDistribution(0, 9));
        Assert.Equal(0.35, axis.Place(new ParameterValue(new IntDistribution(-5, 5), 3)), 1e-12);
        Assert.Equal(double.NaN, axis.Place(new ParameterValue(new IntDistribution(-5, 5), -1)));
        Assert.Equal(double.NaN, axis.Place(new ParameterValue(new IntDistribution(0, 10), 10)));
        Assert.Equal(double.NaN, axis.Place(new ParameterValue(new FloatDistribution(0, 9), 3)));
    }

    [Fact]
    public void A_choice_has_its_place_by_value()
    {
        var axis = new Axis(new OrdinalDistribution(8, 16, 32));
        Assert.Equal(0.5, axis.Place(new ParameterValue(new OrdinalDistribution(16, 32), 0)), 1e-12);
        Assert.Equal(double.NaN, axis.Place(new ParameterValue(new OrdinalDistribution(64, 32), 0)));
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(16, 512)]
    public void The_cells_of_logarithmic_integers_fill_the_interval(int low, int high)
    {
        var distribution = new IntDistribution(low, high, log: true);
        var axis = new Axis(distribution);
        double end = 0;
        for (int i = 0; i < axis.Cells; i++)
        {
            (double from, double to) = axis.Cell(axis.Middle(i));
            Assert.Equal(end, from, 1e-12);
            Assert.InRange(axis.Middle(i), from, to);
            Assert.Equal(i, axis.Index(axis.Middle(i)));
            Assert.Equal(low + i, distribution.FromUnit(axis.Middle(i)));
            Assert.True(to - from <= axis.WidestCell + 1e-12);
            end = to;
        }
        Assert.Equal(1, end, 1e-12);
    }

    [Fact]
    public void So_many_values_that_doubles_cannot_tell_their_cells_are_a_continuum()
    {
        Assert.True(new Axis(new IntDistribution(int.MinValue, int.MaxValue)).IsDiscrete);
        Axis fine = new(new FloatDistribution(0, 1, step: 1e-14)), flag = new(new CategoricalDistribution(false, true));
        Assert.False(fine.IsDiscrete);
        KernelMixture mixture = KernelMixture.Create([fine, flag], [[0.2, 0.7], [0.25, 0.75]], [1, 1], 1);
        Assert.True(double.IsFinite(mixture.LogDensity([0.123456789, 0.25])));
    }
}
