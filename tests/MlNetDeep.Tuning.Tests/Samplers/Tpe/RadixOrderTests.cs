namespace MlNetDeep.Tuning.Tests.Samplers.Tpe;

public class RadixOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Every_number_has_one_place_and_the_numbers_ascend(int count)
    {
        double[] numbers = [.. Enumerable.Range(0, count).Select(i => i % 10 == 0 ? 1.0 : i % 10 == 1 ? 0 : CounterRandom.Uniform(1, i, "x"))];
        int[] order = RadixOrder.Of(numbers);
        Assert.Equal(Enumerable.Range(0, count), order.Order());
        for (int i = 1; i < count; i++) Assert.True(numbers[order[i - 1]] < numbers[order[i]] + 2.4e-7);
    }
}
