using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Tests.Backends.Cpu.Kernels;

[Collection(nameof(Parallelism))]
public sealed class WorkerPoolTests : IDisposable
{
    private readonly int _threads = Parallelism.MaxThreads;

    public void Dispose() => Parallelism.MaxThreads = _threads;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 7)]
    [InlineData(2, 1)]
    [InlineData(2, 100)]
    [InlineData(4, 3)]
    [InlineData(8, 1000)]
    public void Every_block_runs_exactly_once(int threads, int blocks)
    {
        Parallelism.MaxThreads = threads;
        for (int round = 0; round < 50; round++)
        {
            CountingJob job = new(new int[blocks]);
            WorkerPool.Run(blocks, ref job);
            Assert.All(job.Counts, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Callers_on_many_threads_all_finish()
    {
        Parallelism.MaxThreads = 4;
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            CountingJob job = new(new int[40]);
            WorkerPool.Run(40, ref job);
            Assert.All(job.Counts, count => Assert.Equal(1, count));
        });
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(9, 4)]
    public void A_flow_with_a_share_uses_no_more_threads(int share, int most)
    {
        Parallelism.MaxThreads = 4;
        ThreadShare.Current = share;
        try
        {
            for (int round = 0; round < 50; round++)
            {
                ThreadsJob job = new(new int[64]);
                WorkerPool.Run(64, ref job);
                Assert.InRange(job.Threads.Distinct().Count(), 1, most);
            }
        }
        finally
        {
            ThreadShare.Current = 0;
        }
    }

    [Fact]
    public void A_block_may_run_a_job_of_its_own()
    {
        Parallelism.MaxThreads = 4;
        NestedJob job = new(new int[32 * 16]);
        WorkerPool.Run(32, ref job);
        Assert.All(job.Counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void A_failing_block_reaches_the_caller_and_the_pool_lives_on()
    {
        foreach (int threads in (int[])[1, 4])
        {
            Parallelism.MaxThreads = threads;
            for (int round = 0; round < 20; round++)
            {
                FailingJob job = new(round);
                InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => WorkerPool.Run(20, ref job));
                Assert.Equal($"Block {round} fails.", exception.Message);
            }
        }

        Every_block_runs_exactly_once(4, 100);
    }

    [Fact]
    public void A_job_allocates_nothing_once_the_workers_run()
    {
        Parallelism.MaxThreads = 2;
        CountingJob job = new(new int[16]);
        WorkerPool.Run(16, ref job);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 100; round++)
            WorkerPool.Run(16, ref job);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(5000)]
    public void A_number_of_threads_out_of_range_is_refused(int threads)
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.MaxThreads = threads);
        Assert.Contains(threads.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains("1024", exception.Message, StringComparison.Ordinal);
    }

    private readonly struct CountingJob(int[] counts) : IBlockJob
    {
        public int[] Counts => counts;

        public void Execute(int block) => Interlocked.Increment(ref counts[block]);
    }

    private readonly struct ThreadsJob(int[] threads) : IBlockJob
    {
        public int[] Threads => threads;

        public void Execute(int block)
        {
            threads[block] = Environment.CurrentManagedThreadId;
            Thread.SpinWait(200);   // long enough that a helper comes in time
        }
    }

    private readonly struct NestedJob(int[] counts) : IBlockJob
    {
        public int[] Counts => counts;

        public void Execute(int block)
        {
            InnerJob job = new(counts, block * 16);
            WorkerPool.Run(16, ref job);
        }
    }

    private readonly struct InnerJob(int[] counts, int start) : IBlockJob
    {
        public void Execute(int block) => Interlocked.Increment(ref counts[start + block]);
    }

    private readonly struct FailingJob(int failing) : IBlockJob
    {
        public void Execute(int block)
        {
            if (block == failing)
                throw new InvalidOperationException($"Block {block} fails.");
        }
    }
}
