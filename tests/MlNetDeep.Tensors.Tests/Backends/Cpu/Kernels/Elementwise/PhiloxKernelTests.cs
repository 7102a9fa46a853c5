using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Tests.Backends.Cpu.Kernels;

public class PhiloxKernelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(17)]
    public unsafe void Agrees_with_the_scalar_generator(int blocks)
    {
        var random = new Philox(0xFEDCBA9876543210, 0x0123456789ABCDEF);
        foreach (ulong first in new ulong[] { 0, 5, uint.MaxValue - 2UL, ulong.MaxValue - 1 })
        {
            var numbers = new uint[(4 * blocks) + 4];
            fixed (uint* pointer = numbers) PhiloxKernel.Fill(random, first, pointer, blocks);
            for (int i = 0; i < blocks; i++)
                Assert.Equal(random.Block(unchecked(first + (ulong)i)), (numbers[4 * i], numbers[(4 * i) + 1], numbers[(4 * i) + 2], numbers[(4 * i) + 3]));
            Assert.All(numbers[(4 * blocks)..], n => Assert.Equal(0u, n));
        }
    }
}
