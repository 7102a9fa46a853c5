using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class DatasetTests
{
    [Fact]
    public void A_tensor_data_set_gathers_samples_labels_and_targets()
    {
        var data = new TensorDataset([Tensor.From([0, 1, 10, 11, 20, 21], [3, 2])], [5, 6, 7], Tensor.From([100, 200, 300], [3, 1]));
        Batch batch = data.CreateBatch(2);
        data.Load([2, 0], default, batch);
        Assert.Equal([20, 21, 0, 1], batch.Inputs[0].ToArray());
        Assert.Equal([7, 5], batch.Labels!);
        Assert.Equal([300, 100], batch.Targets!.ToArray());
    }

    [Fact]
    public void A_split_is_a_random_partition_by_the_seed()
    {
        TensorDataset data = TestData.Blobs(101, 3, 1);
        (Dataset first, Dataset second) = data.Split(0.2f, seed: 9);
        Assert.Equal((81, 20), (first.Count, second.Count));
        float[][] rows = [.. Rows(first), .. Rows(second)];
        Assert.Equal(Rows(data).Order(Comparer<float[]>.Create(Compare)), rows.Order(Comparer<float[]>.Create(Compare)));
        Assert.Equal(Rows(second), Rows(data.Split(0.2f, seed: 9).Second));
        Assert.NotEqual(Rows(second), Rows(data.Split(0.2f, seed: 10).Second));
        Assert.Equal((1, 1), (data.Subset([4, 5]).Split(0.001f).First.Count, data.Subset([4, 5]).Split(0.999f).Second.Count));
    }

    [Fact]
    public void A_subset_maps_its_indices()
    {
        Dataset subset = TestData.Xor().Subset([3, 1]).Subset([1]);
        Assert.Equal([[0, 1]], Rows(subset));
        Assert.Contains("sample 4 is not one of the 4", Assert.Throws<ArgumentOutOfRangeException>(() => TestData.Xor().Subset([4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("3 samples needs 3 labels; received 2", Assert.Throws<ArgumentException>(() => new TensorDataset(Tensor.Zeros([3, 2]), [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("label -1 of sample 1 is negative", Assert.Throws<ArgumentException>(() => new TensorDataset(Tensor.Zeros([2, 2]), [0, -1])).Message, StringComparison.Ordinal);
        Assert.Contains("targets of shape [2, ...]; received [3, 1]", Assert.Throws<ArgumentException>(() => new TensorDataset(Tensor.Zeros([2, 2]), Tensor.Zeros([3, 1]))).Message, StringComparison.Ordinal);
        Assert.Contains("same number of samples; received [2, 2] and [3, 2]", Assert.Throws<ArgumentException>(() => new TensorDataset([Tensor.Zeros([2, 2]), Tensor.Zeros([3, 2])])).Message, StringComparison.Ordinal);
        Assert.Contains("is 1", Assert.Throws<ArgumentException>(() => TestData.Xor().Split(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_numbers_of_a_sample_depend_on_seed_epoch_and_sample()
    {
        uint number = new LoadContext(true, 1, 2).RandomFor(3).UInt32(0);
        Assert.Equal(number, new LoadContext(true, 1, 2).RandomFor(3).UInt32(0));
        Assert.Equal(4, new[] { number, new LoadContext(true, 2, 2).RandomFor(3).UInt32(0), new LoadContext(true, 1, 3).RandomFor(3).UInt32(0), new LoadContext(true, 1, 2).RandomFor(4).UInt32(0) }.Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_loader_gives_the_batches_in_order(int prefetch)
    {
        var data = new TensorDataset(Tensor.From([.. Enumerable.Range(0, 10).Select(i => (float)i)], [10, 1]), new int[10]);
        var loader = new BatchLoader(data, 4, prefetch);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            int[][] batches = [.. loader.Epoch([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], default).Select(batch => batch.Inputs[0].ToArray().Select(v => (int)v).ToArray())];
            Assert.Equal([[9, 8, 7, 6], [5, 4, 3, 2], [1, 0]], batches);
        }
        Assert.Equal([9, 8], loader.Epoch([9, 8, 7, 6, 5, 4], default).First().Inputs[0].ToArray().Take(2).Select(v => (int)v));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void What_a_data_set_throws_reaches_the_caller(int prefetch)
    {
        var trainer = new Trainer(TestData.Mlp(2, 2), new SoftmaxCrossEntropy(), new Adam());
        var options = new TrainingOptions { BatchSize = 2, Prefetch = prefetch, Shuffle = false };
        Assert.Equal("sample 5 is unreadable", Assert.Throws<IOException>(() => trainer.Fit(new Unreadable(), options)).Message);
    }

    private static float[][] Rows(Dataset data)
    {
        Batch batch = data.CreateBatch(data.Count);
        data.Load([.. Enumerable.Range(0, data.Count)], default, batch);
        return [.. batch.Inputs[0].ToArray().Chunk(2)];
    }

    private static int Compare(float[] a, float[] b) => a[0] != b[0] ? a[0].CompareTo(b[0]) : a[1].CompareTo(b[1]);

    private sealed class Unreadable : Dataset
    {
        public override int Count => 20;

        public override IReadOnlyList<Shape> InputShapes => [[2]];

        public override bool HasLabels => true;

        public override void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch)
        {
            if (indices.Contains(5)) throw new IOException("sample 5 is unreadable");
        }
    }
}
