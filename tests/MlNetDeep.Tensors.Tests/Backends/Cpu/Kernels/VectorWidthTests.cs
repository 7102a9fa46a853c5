using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Tests.Backends.Cpu.Kernels;

public sealed class VectorWidthTests
{
    /// <summary>tests/run-kernel-widths.sh switches vector widths off and says here which one must be left: a switch that
    /// the runtime ignored would test the same kernels twice.</summary>
    [Fact]
    public void Widest_vector_is_the_one_that_was_asked_for()
    {
        string? expected = Environment.GetEnvironmentVariable("EXPECT_VECTOR_BITS");
        int bits = Vector512.IsHardwareAccelerated ? 512
            : Vector256.IsHardwareAccelerated ? 256
            : Vector128.IsHardwareAccelerated ? 128
            : 0;
        if (expected is not null)
            Assert.Equal(int.Parse(expected), bits);
        Assert.Contains(bits, (int[])[0, 128, 256, 512]);
    }
}
