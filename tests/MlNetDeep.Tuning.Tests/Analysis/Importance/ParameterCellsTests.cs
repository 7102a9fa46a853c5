using FsCheck;
using FsCheck.Fluent;

namespace MlNetDeep.Tuning.Tests;

public class ParameterCellsTests
{
    [Fact]
    public void A_density_sums_to_one_and_nothing_is_impossible() => Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(CheckDensity));

    private static void CheckDensity(byte[] observed)
    {
        foreach (Distribution distribution in new Distribution[] { new FloatDistribution(0, 1), new IntDistribution(1, 7), new OrdinalDistribution(["a", "b", "c"]), new CategoricalDistribution(["a", "b", "c"]) })
        {
            var cells = new ParameterCells(distribution);
            double[] density = cells.Density([.. observed.Select(value => value % cells.Count)]);
            Assert.Equal(1, density.Sum(), 12);
            Assert.All(density, mass => Assert.True(mass >= 1 / (observed.Length + 1.0) / cells.Count - 1e-15));
        }
    }

    [Fact]
    public void Each_value_of_a_short_range_has_a_cell()
    {
        var even = new IntDistribution(3, 9, step: 2);
        var cells = new ParameterCells(even);
        Assert.Equal(4, cells.Count);
        Assert.Equal([0, 1, 2, 3], new double[] { 3, 5, 7, 9 }.Select(value => cells.Of(even.ToUnit(value))));
        Assert.Equal(50, new ParameterCells(new IntDistribution(1, 9, log: true)).Count);
        Assert.Equal(4, new ParameterCells(new IntDistribution(1, 8, log: true, step: 2)).Count);
        Assert.Equal(50, new ParameterCells(new IntDistribution(1, 1000)).Count);
        Assert.Equal(1, new ParameterCells(new IntDistribution(5, 5)).Count);
    }

    [Fact]
    public void Kernels_are_as_wide_as_Scotts_rule_and_half_in_their_cell_at_least()
    {
        var cells = new ParameterCells(new FloatDistribution(0, 1));
        double[] narrow = cells.Density([25]);
        Assert.Equal((0.5 + 1 / 50.0) / 2, narrow[25], 6);   // half of the kernel, and half of the even share of one cell in fifty
        Assert.Equal(narrow[24], narrow[26], 15);
        Assert.True(cells.Density([5, 15, 25, 35, 45])[25] < 0.1);
    }
}
