namespace MlNetDeep.Tuning.Tests.Samplers.GaussianProcesses;

public class LatticeTests
{
    [Fact]
    public void Steps_are_powers_of_the_inverse_of_the_generalised_golden_ratio()
    {
        Assert.Equal(0.6180339887498949, new Lattice(1, _ => 0)[1, 0], 12);
        var plane = new Lattice(2, _ => 0);   // 1.3247..., the plastic number
        Assert.Equal(1 / 1.324717957244746, plane[1, 0], 12);
        Assert.Equal(1 / (1.324717957244746 * 1.324717957244746), plane[1, 1], 12);
    }

    [Fact]
    public void Points_are_shifted_around_and_fill_every_tenth()
    {
        var lattice = new Lattice(3, d => 0.9 - 0.1 * d);
        for (int d = 0; d < 3; d++) Assert.Equal(10, Enumerable.Range(0, 200).Select(i => (int)(10 * lattice[i, d])).Distinct().Count());
        Assert.Equal(0.8, lattice[0, 1], 12);
    }
}
