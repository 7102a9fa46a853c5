using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>The same seed gives the same bits whatever the number of threads, the prefetching and the company.</summary>
[Collection(Alone.Name)]
public class DeterminismTests
{
    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        int before = Parallelism.MaxThreads;
        try
        {
            Parallelism.MaxThreads = 1;
            Network one = Train();
            foreach (int threads in (ReadOnlySpan<int>)[2, 4])
            {
                Parallelism.MaxThreads = threads;
                TestData.AssertSameBits(one, Train());
            }
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
    }

    [Fact]
    public void Prefetching_changes_no_bit()
    {
        Network ahead = Train(options => options with { Prefetch = 3 });
        TestData.AssertSameBits(ahead, Train(options => options with { Prefetch = 0 }));
    }

    [Fact]
    public void Networks_trained_at_the_same_time_do_not_meet()
    {
        Network[] alone = [Train(seed: 1), Train(seed: 2), Train(seed: 3)];
        var together = new Network[3];
        Thread[] threads = [.. Enumerable.Range(0, 3).Select(i => new Thread(() => together[i] = Train(seed: (ulong)i + 1)))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        for (int i = 0; i < 3; i++) TestData.AssertSameBits(alone[i], together[i]);
    }

    [Fact]
    public void Another_seed_gives_another_training()
    {
        Assert.NotEqual(Train().Weights[0].Value.ToArray(), Train(options => options with { Seed = 99 }).Weights[0].Value.ToArray());
    }

    [Fact]
    public void A_warmed_up_step_allocates_little()
    {
        long start = 0, used = 0;
        var data = TestData.Bars(640, 1);
        var watch = new LambdaCallback
        {
            BatchEnd = context =>
            {
                if (context.Step == 21) start = GC.GetAllocatedBytesForCurrentThread();
                if (context.Step == 41) used = GC.GetAllocatedBytesForCurrentThread() - start;
            },
        };
        new Trainer(TestData.ConvNet(), new SoftmaxCrossEntropy(), new Adam()).Fit(data, new TrainingOptions { Epochs = 5, BatchSize = 64 }, null, [watch]);
        Assert.InRange(used / 20, 0, 16 * 1024);
    }

    [Fact]
    public void Ten_thousand_steps_take_no_more_memory_than_a_hundred()
    {
        // All memory of the engine is the collector's. What lives is exact, where the process's size hangs on what other tests left.
        long early = 0, late = 0;
        var watch = new LambdaCallback
        {
            BatchEnd = context =>
            {
                if (context.Step == 100) early = GC.GetTotalMemory(forceFullCollection: true);
                if (context.Step == 10_000) late = GC.GetTotalMemory(forceFullCollection: true);
            },
        };
        new Trainer(TestData.ConvNet(), new SoftmaxCrossEntropy(), new Adam()).Fit(TestData.Bars(400, 1), new TrainingOptions { Epochs = 100, BatchSize = 4 }, null, [watch]);
        Assert.InRange(late, 1, (long)(1.05 * early));
    }

    private static Network Train(Func<TrainingOptions, TrainingOptions>? change = null, ulong seed = 1)
    {
        Network network = TestData.ConvNet(seed);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 16, Seed = seed, ValidationSplit = 0.1f, GradientClipNorm = 1 };
        new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01f)).Fit(TestData.Bars(90, seed), change?.Invoke(options) ?? options);
        return network;
    }
}
