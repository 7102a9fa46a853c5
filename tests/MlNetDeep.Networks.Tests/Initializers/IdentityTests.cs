namespace MlNetDeep.Networks.Tests;

public class IdentityTests
{
    [Fact]
    public void The_diagonal_is_the_gain()
    {
        Assert.Equal([1f, 0, 0, 1], new Identity().Create([2, 2], 0, 0).ToArray());
        Assert.Equal([3f, 0, 0, 0, 3, 0], new Identity(3).Create([2, 3], 0, 0).ToArray());
        Assert.Equal([0.5f, 0, 0, 0.5f, 0, 0], new Identity(0.5f).Create([3, 2], 0, 0).ToArray());
    }

    [Theory]
    [InlineData(new[] { 3 }, "[3]")]
    [InlineData(new[] { 3, 3, 2, 2 }, "[3, 3, 2, 2]")]
    public void Other_than_matrices_are_refused(int[] shape, string text) => Assert.Contains(
        $"the initializer identity is for weights of two axes; received {text}",
        Assert.Throws<ArgumentException>(() => new Identity().Create(shape, 0, 0)).Message,
        StringComparison.Ordinal);
}
