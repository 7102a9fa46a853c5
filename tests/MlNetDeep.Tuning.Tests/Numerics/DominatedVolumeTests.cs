using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Numerics;

public class DominatedVolumeTests
{
    [Fact]
    public void Volumes_known_by_hand()
    {
        Assert.Equal(0, DominatedVolume.Of([], [3, 3]));
        Assert.Equal(2, DominatedVolume.Of([[1], [2]], [3]));
        Assert.Equal(3, DominatedVolume.Of([[1, 2], [2, 1]], [3, 3]));
        Assert.Equal(3, DominatedVolume.Of([[2, 1], [1, 2], [2, 2], [4, 0]], [3, 3]));
        Assert.Equal(4, DominatedVolume.Of([[0, 1, 1], [1, 0, 1], [1, 1, 1], [1, 1, 0]], [2, 2, 2]));
        Assert.Equal(1, DominatedVolume.Exclusive([1, 2], [[2, 1]], [3, 3]));
        Assert.Equal(0, DominatedVolume.Exclusive([2, 2], [[2, 1]], [3, 3]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_volume_of_three_points_follows_from_inclusion_and_exclusion(int objectives)
    {
        double[] reference = [.. Enumerable.Repeat(1.0, objectives)];
        for (int seed = 0; seed < 50; seed++)
        {
            double[] Point(string name) => [.. Enumerable.Range(0, objectives).Select(i => 1.1 * CounterRandom.Uniform(seed, i, name))];
            double[] a = Point("a"), b = Point("b"), c = Point("c");
            double expected = Box(a) + Box(b) + Box(c) - Box(a, b) - Box(a, c) - Box(b, c) + Box(a, b, c);
            Assert.Equal(expected, DominatedVolume.Of([a, b, c], reference), 1e-12);
            Assert.Equal(expected - DominatedVolume.Of([b, c], reference), DominatedVolume.Exclusive(a, [b, c], reference), 1e-12);
        }

        double Box(params double[][] points)
        {
            double volume = 1;
            for (int i = 0; i < objectives; i++) volume *= Math.Max(0, 1 - points.Max(point => point[i]));
            return volume;
        }
    }
}
