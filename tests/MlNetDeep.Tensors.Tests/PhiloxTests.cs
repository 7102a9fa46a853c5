namespace MlNetDeep.Tensors.Tests;

public class PhiloxTests
{
    // The known answers of the Random123 library.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Known_answers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint x, uint y, uint z, uint w)
    {
        Assert.Equal((x, y, z, w), Philox.Rounds(c0, c1, c2, c3, k0, k1));
        var random = new Philox(k0 | ((ulong)k1 << 32), c2 | ((ulong)c3 << 32));
        Assert.Equal((x, y, z, w), random.Block(c0 | ((ulong)c1 << 32)));
    }

    [Fact]
    public void Numbers_depend_on_seed_stream_and_index_only()
    {
        var random = new Philox(1, 2);
        var values = new float[11];
        random.Uniform(values);
        for (int i = 0; i < values.Length; i++) Assert.Equal(random.Uniform((ulong)i), values[i]);
        var fewer = new float[6];
        random.Uniform(fewer);
        Assert.Equal(values[..6], fewer);
        Assert.NotEqual(random.UInt32(0), new Philox(1, 3).UInt32(0));
        Assert.NotEqual(random.UInt32(0), new Philox(2, 2).UInt32(0));
        Assert.True(random == new Philox(1, 2) && random != new Philox(1, 3));
    }

    [Fact]
    public void Uniform_numbers_fill_their_range()
    {
        var values = new float[100_000];
        new Philox(5, 0).Uniform(values, -3, 5);
        Assert.All(values, v => Assert.InRange(v, -3, 5));
        (double mean, double deviation) = Moments(values);
        Assert.Equal(1, mean, 0.03);
        Assert.Equal(8 / Math.Sqrt(12), deviation, 0.03);
    }

    [Fact]
    public void Normal_numbers_have_their_moments()
    {
        var values = new float[100_001];
        new Philox(6, 0).Normal(values, 2, 3);
        (double mean, double deviation) = Moments(values);
        Assert.Equal(2, mean, 0.05);
        Assert.Equal(3, deviation, 0.05);
        Assert.Equal(0.6827, values.Count(v => Math.Abs(v - 2) < 3) / 100_001.0, 0.01);
        Assert.All(values, v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void Truncated_numbers_stay_within_two_deviations()
    {
        var values = new float[50_000];
        new Philox(7, 0).TruncatedNormal(values, 1, 0.5f);
        Assert.All(values, v => Assert.InRange(v, 0f, 2f));
        (double mean, double deviation) = Moments(values);
        Assert.Equal(1, mean, 0.02);
        Assert.Equal(0.5 * 0.8796, deviation, 0.01);
    }

    [Fact]
    public void Integers_are_even_and_shuffles_are_permutations()
    {
        var random = new Philox(8, 0);
        var counts = new int[7];
        for (ulong i = 0; i < 70_000; i++) counts[random.Integer(i, 7)]++;
        Assert.All(counts, c => Assert.InRange(c, 9_600, 10_400));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Integer(0, 0));
        int[] order = [.. Enumerable.Range(0, 100)];
        random.Shuffle<int>(order);
        Assert.NotEqual(Enumerable.Range(0, 100), order);
        Assert.Equal(Enumerable.Range(0, 100), order.Order());
    }

    private static (double Mean, double Deviation) Moments(float[] values)
    {
        double mean = values.Average(v => (double)v);
        return (mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))));
    }
}
