using System.Runtime.ExceptionServices;

namespace MlNetDeep.Tuning;

/// <summary>
/// One queue of writes for all threads of a storage. Whoever finds the queue idle commits all writes that wait in it as one
/// transaction, while the others wait for theirs: many threads share one commit, and a single one pays for no hand-over.
/// </summary>
/// <typeparam name="TContext">What a write works on, such as a connection within a transaction.</typeparam>
/// <param name="commit">
/// Runs all writes of a batch in one transaction. What it throws, every write of the batch throws. It may run the batch again
/// after a failure that undid the first attempt.
/// </param>
internal sealed class GroupCommit<TContext>(Action<IReadOnlyList<GroupCommit<TContext>.IWrite>> commit)
{
    // A bound on how long the first of many waits for the last.
    private const int LargestBatch = 256;

    private readonly Lock _queueing = new();
    private readonly Lock _committing = new();
    private readonly Queue<IWrite> _queue = [];

    /// <summary>One write of a batch.</summary>
    public interface IWrite
    {
        /// <summary>Carries the write out. An exception that concerns this write alone, such as a name that is taken, is kept for its caller.</summary>
        void Run(TContext context);

        bool IsDone { get; }

        void Complete(Exception? failure);
    }

    /// <summary>Returns when the write is committed.</summary>
    public T Write<T>(Func<TContext, T> work)
    {
        var write = new PendingWrite<T>(work);
        lock (_queueing) _queue.Enqueue(write);
        while (!write.IsDone)
        {
            lock (_committing)
            {
                if (!write.IsDone) CommitNext();
            }
        }
        return write.Result();
    }

    private void CommitNext()
    {
        var batch = new List<IWrite>();
        lock (_queueing)
        {
            while (batch.Count < LargestBatch && _queue.TryDequeue(out IWrite? next)) batch.Add(next);
        }
        Exception? failure = null;
        try
        {
            commit(batch);
        }
        catch (Exception e)
        {
            failure = e;
        }
        foreach (IWrite write in batch) write.Complete(failure);
    }

    private sealed class PendingWrite<T>(Func<TContext, T> work) : IWrite
    {
        private T? _result;
        private ExceptionDispatchInfo? _error;
        private volatile bool _isDone;

        public bool IsDone => _isDone;

        public void Run(TContext context)
        {
            (_result, _error) = (default, null);
            try
            {
                _result = work(context);
            }
            catch (Exception e) when (e is DuplicateStudyException or InvalidOperationException or StudyStorageException)
            {
                _error = ExceptionDispatchInfo.Capture(e);
            }
        }

        public void Complete(Exception? failure)
        {
            if (failure is not null) _error = ExceptionDispatchInfo.Capture(failure);
            _isDone = true;
        }

        public T Result()
        {
            _error?.Throw();
            return _result!;
        }
    }
}
