using System.Runtime.ExceptionServices;
using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>Work on many pictures, on all processors. A failure names its picture instead of coming in an <see cref="AggregateException"/>.</summary>
internal static class PictureLoop
{
    public static void Run(int count, Func<int, string> name, Action<int> work, CancellationToken cancellation = default)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Parallelism.MaxThreads, CancellationToken = cancellation }, i =>
            {
                try
                {
                    work(i);
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"{name(i)} cannot be loaded: {e.Message}", e);
                }
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
