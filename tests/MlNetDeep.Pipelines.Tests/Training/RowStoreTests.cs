using MlNetDeep.Pipelines.Training;

namespace MlNetDeep.Pipelines.Tests.Training;

public sealed class RowStoreTests
{
    [Theory]
    [InlineData(long.MaxValue, false)]
    [InlineData(10_000_000, true)]
    public void Rows_come_back_in_any_order_from_memory_and_from_the_file(long memoryLimit, bool spills)
    {
        const int length = 1000, count = 6000;
        using var store = new RowStore(length, memoryLimit);
        float[] row = new float[length];
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < length; k++) row[k] = i + k / 1024f;
            store.Add(row);
        }
        Assert.Equal(count, store.Count);
        Assert.Equal(spills, store.RowsInFile > 0);
        var random = new Random(1);
        float[] part = new float[3];
        Parallel.For(0, 200, _ =>
        {
            float[] read = new float[3];
            int index;
            lock (random) index = random.Next(count);
            store.Read(index, 500, read);
            Assert.Equal([index + 500 / 1024f, index + 501 / 1024f, index + 502 / 1024f], read);
        });
        store.Read(count - 1, length - 3, part);
        Assert.Equal(count - 1 + (length - 1) / 1024f, part[2]);
    }

    [Fact]
    public void Rows_longer_than_a_chunk_are_kept()
    {
        using var store = new RowStore(2_000_000, memoryLimit: 1);
        float[] row = new float[2_000_000];
        for (int i = 0; i < 3; i++)
        {
            row[^1] = i;
            store.Add(row);
        }
        float[] last = new float[1];
        for (int i = 0; i < 3; i++)
        {
            store.Read(i, row.Length - 1, last);
            Assert.Equal(i, last[0]);
        }
        Assert.Equal(2, store.RowsInFile);
    }
}
