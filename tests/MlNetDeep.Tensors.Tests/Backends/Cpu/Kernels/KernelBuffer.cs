using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Tests.Backends.Cpu.Kernels;

/// <summary>Numbers for a kernel between two guard zones: a read beyond the ends yields NaN, a write is found by
/// <see cref="CheckGuards"/>.</summary>
internal sealed unsafe class KernelBuffer
{
    private const int Guard = 64;
    private readonly float[] _numbers;

    public KernelBuffer(int count)
    {
        Count = count;
        _numbers = GC.AllocateUninitializedArray<float>(count + (2 * Guard), pinned: true);
        _numbers.AsSpan().Fill(float.NaN);
    }

    public int Count { get; }

    public Span<float> Span => _numbers.AsSpan(Guard, Count);

    public float* Pointer => (float*)Unsafe.AsPointer(ref _numbers[Guard]);

    public static KernelBuffer Random(int count, Random random)
    {
        KernelBuffer buffer = new(count);
        foreach (ref float number in buffer.Span)
            number = (float)((random.NextDouble() * 2) - 1);
        return buffer;
    }

    public void CheckGuards()
    {
        for (int i = 0; i < Guard; i++)
        {
            Assert.True(float.IsNaN(_numbers[i]), "A kernel wrote before its result.");
            Assert.True(float.IsNaN(_numbers[^(i + 1)]), "A kernel wrote behind its result.");
        }
    }
}
