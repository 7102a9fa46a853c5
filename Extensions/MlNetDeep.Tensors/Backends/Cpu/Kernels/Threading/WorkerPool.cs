using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Threads that stay alive and take blocks of the one job that is open, together with the job's caller.</summary>
/// <remarks>
/// There is one job at a time. A caller that finds the pool taken, by another thread or by itself further up the
/// stack, executes its blocks alone: it never waits for a worker to become free, so nothing can deadlock. The gate
/// counts the workers inside a job and carries a bit that says whether more may enter; the caller returns when the
/// bit is clear and the count is zero, hence the job may live on its stack. A worker without a job spins for a
/// moment, because the next operation of a network usually follows within microseconds, and then parks; it parks at
/// once while several callers compete, because then every core has work of its own.
/// </remarks>
internal static unsafe class WorkerPool
{
    /// <summary>The most workers that are ever started.</summary>
    public const int MaxWorkers = 1023;

    private const int Open = 1 << 30;
    private const int SpinsPerClockRead = 16;
    private const int CompetitionMilliseconds = 20;

    private static readonly long SpinTicks = Stopwatch.Frequency / 10_000;
    private static Worker[] s_workers = [];

    [ThreadStatic] private static bool t_inBlock;

    private static int s_taken;
    private static long s_competitionEnds;

    private static int s_gate;
    private static int s_next;
    private static int s_blocks;
    private static int s_helpers;
    private static void* s_job;
    private static delegate*<void*, int, void> s_execute;
    private static ExceptionDispatchInfo? s_failure;

    /// <summary>Whether another caller found the pool taken a moment ago, and so has a core of its own at work.</summary>
    private static bool CallersCompete => Environment.TickCount64 < Volatile.Read(ref s_competitionEnds);

    /// <summary>Executes blocks 0 to <paramref name="blocks"/> - 1 and returns when all are done.</summary>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="job">The job.</param>
    /// <param name="alone">Whether the job is too small to share.</param>
    public static void Run<TJob>(int blocks, ref TJob job, bool alone = false)
        where TJob : struct, IBlockJob
    {
        int threads = Parallelism.MaxThreads - (CallersCompete ? 1 : 0);
        if (ThreadShare.Current is > 0 and int share)
            threads = Math.Min(threads, share);
        int helpers = Math.Min(threads, blocks) - 1;
        if (alone || helpers <= 0 || !TryTake())
        {
            for (int block = 0; block < blocks; block++)
                job.Execute(block);
            return;
        }

        TJob local = job;
        try
        {
            RunShared(blocks, helpers, Unsafe.AsPointer(ref local), &ExecuteBlock<TJob>);
        }
        finally
        {
            Volatile.Write(ref s_taken, 0);
        }
    }

    private static void ExecuteBlock<TJob>(void* job, int block)
        where TJob : struct, IBlockJob
        => Unsafe.AsRef<TJob>(job).Execute(block);

    private static bool TryTake()
    {
        // A job inside a block runs alone and says nothing about other callers.
        if (t_inBlock)
            return false;
        if (Interlocked.CompareExchange(ref s_taken, 1, 0) == 0)
            return true;
        Volatile.Write(ref s_competitionEnds, Environment.TickCount64 + CompetitionMilliseconds);
        return false;
    }

    private static void RunShared(int blocks, int helpers, void* job, delegate*<void*, int, void> execute)
    {
        Worker[] workers = EnsureWorkers(helpers);
        s_job = job;
        s_execute = execute;
        s_blocks = blocks;
        s_helpers = helpers;
        s_failure = null;
        s_next = 0;
        Interlocked.Exchange(ref s_gate, Open);
        try
        {
            for (int i = 0; i < helpers; i++)
                workers[i].Wake();
            TakeBlocks();
        }
        finally
        {
            Interlocked.And(ref s_gate, ~Open);
            SpinWait spinner = default;
            while (Volatile.Read(ref s_gate) != 0)
                spinner.SpinOnce(sleep1Threshold: -1);
        }

        s_failure?.Throw();
    }

    private static void TakeBlocks()
    {
        t_inBlock = true;
        try
        {
            int block;
            while ((block = Interlocked.Increment(ref s_next) - 1) < s_blocks)
                s_execute(s_job, block);
        }
        finally
        {
            t_inBlock = false;
        }
    }

    /// <summary>Starts the workers that are missing; only the caller that has taken the pool comes here.</summary>
    private static Worker[] EnsureWorkers(int count)
    {
        int have = s_workers.Length;
        if (have < count)
        {
            // Assigned when all have started: a thread that cannot be started must not leave holes behind.
            Worker[] workers = [.. s_workers, .. Enumerable.Range(have, count - have).Select(index => new Worker(index))];
            s_workers = workers;
        }

        return s_workers;
    }

    private sealed class Worker
    {
        private readonly object _signal = new();
        private readonly int _index;
        private bool _parked;

        public Worker(int index)
        {
            _index = index;

            // Without the caller's execution context: its ambient state must not live on in the worker.
            new Thread(Work) { IsBackground = true, Name = $"MlNetDeep kernel worker {index + 1}" }.UnsafeStart();
        }

        /// <summary>Wakes the worker if it is parked; one that spins sees the open gate by itself.</summary>
        public void Wake()
        {
            if (!Volatile.Read(ref _parked))
                return;

            lock (_signal)
            {
                _parked = false;
                Monitor.Pulse(_signal);
            }
        }

        private void Work()
        {
            while (true)
            {
                WaitForOpenGate();
                if (!TryEnter())
                    continue;

                try
                {
                    TakeBlocks();
                }
                catch (Exception exception)
                {
                    s_failure = ExceptionDispatchInfo.Capture(exception);
                    Volatile.Write(ref s_next, s_blocks);
                }
                finally
                {
                    Interlocked.Decrement(ref s_gate);
                }
            }
        }

        /// <summary>Whether a job is open in which this worker may help.</summary>
        private bool SeesWork()
            => (Volatile.Read(ref s_gate) & Open) != 0
                && _index < Volatile.Read(ref s_helpers)
                && Volatile.Read(ref s_next) < s_blocks;

        private bool TryEnter()
        {
            int gate = Volatile.Read(ref s_gate);
            if ((gate & Open) == 0 || Interlocked.CompareExchange(ref s_gate, gate + 1, gate) != gate)
                return false;

            // The job that this worker saw may have ended, and the one that it entered may want fewer.
            if (_index < Volatile.Read(ref s_helpers))
                return true;
            Interlocked.Decrement(ref s_gate);
            return false;
        }

        private void WaitForOpenGate()
        {
            if (!CallersCompete)
            {
                long end = Stopwatch.GetTimestamp() + SpinTicks;
                do
                {
                    for (int i = 0; i < SpinsPerClockRead; i++)
                    {
                        if (SeesWork())
                            return;
                        Thread.SpinWait(4);
                    }
                }
                while (Stopwatch.GetTimestamp() < end);
            }

            lock (_signal)
            {
                Volatile.Write(ref _parked, true);

                // Either the caller sees the flag after it opened the gate, or SeesWork sees the open gate.
                Interlocked.MemoryBarrier();
                while (_parked && !SeesWork())
                    Monitor.Wait(_signal);
                _parked = false;
            }
        }
    }
}
