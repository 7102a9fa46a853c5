using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MlNetDeep.Networks;

/// <summary>
/// Loads the batches of an epoch in order, a few ahead on another thread, into batches that are used again. What is loaded does
/// not depend on how far ahead.
/// </summary>
internal sealed class BatchLoader(Dataset dataset, int batchSize, int prefetch)
{
    private readonly ConcurrentDictionary<int, ConcurrentBag<Batch>> _free = new();

    public int BatchesPerEpoch => (int)(((long)dataset.Count + batchSize - 1) / batchSize);

    /// <summary>Enumerates the batches; each is valid until the next one is asked for.</summary>
    public IEnumerable<Batch> Epoch(int[] order, LoadContext context) => prefetch == 0 ? Direct(order, context) : Ahead(order, context);

    private IEnumerable<Batch> Direct(int[] order, LoadContext context)
    {
        for (int start = 0; start < order.Length; start += batchSize)
        {
            Batch batch = Load(order, start, context);
            yield return batch;
            Return(batch);
        }
    }

    private IEnumerable<Batch> Ahead(int[] order, LoadContext context)
    {
        using var queue = new BlockingCollection<Batch>(prefetch);
        using var abandoned = new CancellationTokenSource();
        ExceptionDispatchInfo? failure = null;
        Task worker = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    for (int start = 0; start < order.Length && !abandoned.IsCancellationRequested; start += batchSize)
                        queue.Add(Load(order, start, context), abandoned.Token);
                }
                catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
                {
                    // The consumer left in the middle of the epoch; nothing is lost.
                }
#pragma warning disable CA1031 // Whatever the data set throws belongs to the caller of the trainer, who is on another thread.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
                finally
                {
                    queue.CompleteAdding();
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (Batch batch in queue.GetConsumingEnumerable())
            {
                yield return batch;
                Return(batch);
            }
            failure?.Throw();
        }
        finally
        {
            abandoned.Cancel();
            worker.Wait();
        }
    }

    private Batch Load(int[] order, int start, LoadContext context)
    {
        int count = Math.Min(batchSize, order.Length - start);
        if (!_free.GetOrAdd(count, static _ => []).TryTake(out Batch? batch)) batch = dataset.CreateBatch(count);
        dataset.Load(order.AsSpan(start, count), context, batch);
        return batch;
    }

    private void Return(Batch batch) => _free.GetOrAdd(batch.Count, static _ => []).Add(batch);
}
