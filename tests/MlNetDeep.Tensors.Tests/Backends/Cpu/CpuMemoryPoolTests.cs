using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.Tensors.Backends.Cpu;

namespace MlNetDeep.Tensors.Tests.Backends.Cpu;

public class CpuMemoryPoolTests
{
    [Fact]
    public void Memory_comes_back_when_the_last_tensor_lets_go_and_serves_similar_sizes()
    {
        var pool = new CpuMemoryPool();
        CpuStorage first = pool.Rent(12345);
        first.Acquire();
        first.Acquire();
        first.Release();
        Assert.NotSame(first, pool.Rent(12345));
        first.Release();
        CpuStorage second = pool.Rent(12340);
        Assert.Same(first, second);
        Assert.Equal(12340, second.Span.Length);
        Assert.NotSame(second, pool.Rent(12340));
    }

    [Fact]
    public void Cleared_memory_is_forgotten()
    {
        var pool = new CpuMemoryPool();
        CpuStorage storage = pool.Rent(10);
        storage.Acquire();
        storage.Release();
        pool.Clear();
        Assert.NotSame(storage, pool.Rent(10));
    }

    [Fact]
    public void Classes_hold_what_is_asked_waste_little_and_grow_with_the_size()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 2_000_000_000).ToArbitrary(), count =>
        {
            (int sizeClass, int capacity) = CpuMemoryPool.ClassOf(count);
            (int nextClass, int nextCapacity) = CpuMemoryPool.ClassOf(count + 1);
            return capacity >= count && (count <= 64 || capacity <= count * 1.13) && nextClass >= sizeClass && (nextClass > sizeClass) == (nextCapacity > capacity);
        }));
        int before = -1;
        for (int count = 1; count < 5000; count++)
        {
            (int sizeClass, int capacity) = CpuMemoryPool.ClassOf(count);
            Assert.True(capacity >= count && sizeClass >= before && sizeClass <= before + 1);
            before = sizeClass;
        }
        Assert.True(CpuMemoryPool.ClassOf(Array.MaxLength - 16).Capacity >= Array.MaxLength - 16);
    }

    [Fact]
    public void Threads_never_get_the_same_memory()
    {
        var pool = new CpuMemoryPool();
        Parallel.For(0, 4, thread =>
        {
            for (int i = 0; i < 500; i++)
            {
                CpuStorage storage = pool.Rent(100 + (i % 3));
                storage.Acquire();
                storage.Span.Fill(thread);
                Thread.Yield();
                foreach (float value in storage.Span) Assert.Equal(thread, value);
                storage.Release();
            }
        });
    }
}
