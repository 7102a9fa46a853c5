namespace MlNetDeep.Tuning.Tests.Samplers.GaussianProcesses;

public class MaternTests
{
    [Fact]
    public void The_kernel_and_its_slope_have_their_values()
    {
        double[] squares = [0, 1, 1 + 1e-6, 1 - 1e-6, 1e6], values = new double[5], slopes = new double[5];
        Matern.Evaluate(squares, 2, values, slopes);
        Assert.Equal(2, values[0], 12);
        Assert.Equal(2 * (1 + Math.Sqrt(5) + 5.0 / 3) * Math.Exp(-Math.Sqrt(5)), values[1], 12);
        Assert.Equal((values[2] - values[3]) / 2e-6, slopes[1], 6);
        Assert.Equal(-5.0 / 3, slopes[0], 12);   // finite where r has no derivative
        Assert.Equal(0, values[4]);
    }
}
