using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

/// <summary>How many processor cores the tensor operations of this process use.</summary>
/// <remarks>The number changes speed only: work is cut into blocks whose size does not depend on it, so that
/// the results are the same bits on one thread and on many.</remarks>
public static class Parallelism
{
    private static int _maxThreads = Math.Min(Environment.ProcessorCount, WorkerPool.MaxWorkers + 1);

    /// <summary>The most threads that one operation runs on, its caller included. Default: the number of
    /// processors. Range: 1 to 1024; 1 keeps all work on the calling thread.</summary>
    /// <remarks>Trials that a study runs side by side each use their share of the cores at most.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 or above 1024.</exception>
    public static int MaxThreads
    {
        get => Volatile.Read(ref _maxThreads);
        set
        {
            if (value is < 1 or > WorkerPool.MaxWorkers + 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value), value, $"MaxThreads is between 1 and {WorkerPool.MaxWorkers + 1}, but was {value}.");
            }

            Volatile.Write(ref _maxThreads, value);
        }
    }
}
