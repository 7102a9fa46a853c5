namespace MlNetDeep.Tensors.Tests.Backends.Cpu.Kernels;

internal static class KernelAssert
{
    /// <summary>Two results of sums of <paramref name="terms"/> products of numbers within [-1, 1] differ by rounding
    /// only.</summary>
    public static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, int terms, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        float tolerance = 2e-6f * (1 + MathF.Sqrt(terms) + (terms / 64f));
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = expected[i].Equals(actual[i]) || MathF.Abs(expected[i] - actual[i]) <= tolerance;
            Assert.True(same, $"{what}: number {i} of {expected.Length} is {actual[i]:R}, expected {expected[i]:R}.");
        }
    }
}
