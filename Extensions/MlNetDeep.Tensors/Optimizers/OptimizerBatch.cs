using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

/// <summary>
/// Collects the steps of many parameters and takes them together, so that a network of many small parameters costs one
/// hand-off to the other threads. The numbers are those of single steps. Nothing is allocated once it has seen a step; keep it.
/// </summary>
/// <remarks>Not thread-safe. Parameters, gradients and state must live until <see cref="Run"/>.</remarks>
/// <example><code>
/// var batch = new OptimizerBatch();
/// for (int i = 0; i &lt; parameters.Length; i++)
///     OptimizerKernels.SgdStep(new ParameterStep(parameters[i], parameters[i].Grad!), null, new SgdStepOptions(), batch);
/// batch.Run();
/// </code></example>
public sealed class OptimizerBatch
{
    private readonly List<Queue> _queues = [];
    private readonly HashSet<Storage> _parameters = [];

    /// <summary>The number of parameters that wait for <see cref="Run"/>.</summary>
    public int Count => _parameters.Count;

    /// <summary>Takes all steps that were collected and forgets them.</summary>
    public void Run()
    {
        try
        {
            foreach (Queue queue in _queues) queue.Run();
        }
        finally
        {
            Clear();
        }
    }

    /// <summary>Forgets the steps that were collected, such as after an error among them.</summary>
    public void Clear()
    {
        foreach (Queue queue in _queues) queue.Clear();
        _parameters.Clear();
    }

    internal void Add<TRule>(string operation, in OptimizerUpdate<TRule> update, Shape shape)
        where TRule : unmanaged, IOptimizerRule<TRule>
    {
        // The blocks of both would write the same memory at the same time.
        if (!_parameters.Add(update.Parameter)) throw new ArgumentException($"{operation}: the parameter of shape {shape} is already in the batch; a parameter takes one step at a time");
        foreach (Queue queue in _queues)
        {
            if (queue is not Queue<TRule> fitting) continue;
            fitting.Add(update);
            return;
        }
        var added = new Queue<TRule>();
        added.Add(update);
        _queues.Add(added);
    }

    private abstract class Queue
    {
        internal abstract void Run();

        internal abstract void Clear();
    }

    private sealed class Queue<TRule> : Queue
        where TRule : unmanaged, IOptimizerRule<TRule>
    {
        private OptimizerUpdate<TRule>[] _updates = new OptimizerUpdate<TRule>[16];
        private int _count;

        internal void Add(in OptimizerUpdate<TRule> update)
        {
            if (_count == _updates.Length) Array.Resize(ref _updates, 2 * _count);
            _updates[_count++] = update;
        }

        internal override void Run()
        {
            if (_count > 0) TRule.Run(Backend.Current, _updates.AsSpan(0, _count));
        }

        internal override void Clear()
        {
            Array.Clear(_updates, 0, _count);
            _count = 0;
        }
    }
}
