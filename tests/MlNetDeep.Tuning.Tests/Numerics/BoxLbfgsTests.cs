using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Numerics;

public class BoxLbfgsTests
{
    [Fact]
    public void It_finds_the_bottom_of_the_Rosenbrock_valley()
    {
        double[] point = [-1.2, 1];
        double value = BoxLbfgs.Minimize(Rosenbrock, point, [-5, -5], [5, 5], maxIterations: 200);
        Assert.InRange(value, 0, 1e-8);
        Assert.Equal(1, point[0], 3);
        Assert.Equal(1, point[1], 3);
    }

    [Fact]
    public void It_stops_at_the_bounds()
    {
        double[] point = [-1.2, 1];
        BoxLbfgs.Minimize(Rosenbrock, point, [-5, -5], [0.5, 5], maxIterations: 200);
        Assert.Equal(0.5, point[0], 6);
        Assert.Equal(0.25, point[1], 4);   // the best there: y = x^2
    }

    [Fact]
    public void Where_the_function_is_undefined_nothing_moves()
    {
        double[] point = [0.5];
        Assert.True(double.IsNaN(BoxLbfgs.Minimize((_, _) => double.NaN, point, [0], [1], 10)));
        Assert.Equal(0.5, point[0]);
    }

    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double a = 1 - x[0], b = x[1] - x[0] * x[0];
        gradient[0] = -2 * a - 400 * x[0] * b;
        gradient[1] = 200 * b;
        return a * a + 100 * b * b;
    }
}
