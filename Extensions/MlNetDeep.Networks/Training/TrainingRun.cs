using MlNetDeep.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MlNetDeep.Networks;

/// <summary>One call of <see cref="Trainer.Fit"/>: the loop over epochs and steps.</summary>
internal sealed class TrainingRun
{
    // Keeps shuffling apart from the dropout of the same seed.
    private const ulong ShuffleSalt = 0x73687566666C6500;

    private readonly Trainer _trainer;
    private readonly StepFunction _step;
    private readonly TrainingContext _context;
    private readonly TrainingOptions _options;
    private readonly BatchLoader _loader;
    private readonly int _count;
    private readonly BatchLoader? _validationLoader;
    private readonly int _validationCount;
    private readonly IReadOnlyList<Callback> _callbacks;
    private readonly Weight[] _trainable;
    private readonly WeightAverage? _average;
    private readonly float _baseRate;
    private readonly long _totalSteps;

    public TrainingRun(
        Trainer trainer, StepFunction step, TrainingContext context, BatchLoader loader, int count,
        Dataset? validation, IReadOnlyList<Callback> callbacks)
    {
        _trainer = trainer;
        _step = step;
        _context = context;
        _options = context.Options;
        _loader = loader;
        _count = count;
        _callbacks = callbacks;
        _validationLoader = validation is null ? null : new BatchLoader(validation, _options.BatchSize, _options.Prefetch);
        _validationCount = validation?.Count ?? 0;
        _trainable = [.. trainer.Network.Weights.Where(weight => weight.Trainable)];
        _average = _options.WeightAverageDecay is float decay ? new WeightAverage(trainer.Network.Weights, decay) : null;
        _baseRate = trainer.Optimizer.LearningRate;
        _totalSteps = (long)_options.Epochs * context.BatchesPerEpoch;
    }

    public History Run(CancellationToken cancellationToken)
    {
        _context.Outcome = TrainingOutcome.Running;
        try
        {
            try
            {
                foreach (Callback callback in _callbacks) callback.OnTrainBegin(_context);
                for (int epoch = 1; epoch <= _options.Epochs && _context.StopReason is null; epoch++) RunEpoch(epoch, cancellationToken);
                _context.Outcome = _context.StopReason is null ? TrainingOutcome.Completed : TrainingOutcome.Stopped;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                _context.Outcome = TrainingOutcome.Canceled;
                throw;
            }
            catch
            {
                _context.Outcome = TrainingOutcome.Failed;
                throw;
            }
        }
        finally
        {
            _trainer.Optimizer.LearningRate = _baseRate;
            _average?.Swap();
            foreach (Callback callback in _callbacks) callback.OnTrainEnd(_context);
        }
        return new History([.. _context.History], _context.StopReason);
    }

    private void RunEpoch(int epoch, CancellationToken cancellationToken)
    {
        long started = _trainer.TimeProvider.GetTimestamp();
        _context.Epoch = epoch;
        _context.Batch = 0;
        foreach (Callback callback in _callbacks) callback.OnEpochBegin(_context);

        int[] order = _options.Shuffle ? Dataset.Shuffled(_count, _options.Seed ^ ShuffleSalt, (ulong)epoch) : [.. Enumerable.Range(0, _count)];
        var averages = new Averages(_trainer.Metrics);
        foreach (Batch batch in _loader.Epoch(order, new LoadContext(Training: true, _options.Seed, epoch)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            TrainStep(batch, averages);
            foreach (Callback callback in _callbacks) callback.OnBatchEnd(_context);
            if (_context.StopReason is not null) return;
        }
        cancellationToken.ThrowIfCancellationRequested();

        // The average is what the user will get, so it is what validation and the callbacks of the epoch see.
        _average?.Swap();
        try
        {
            EndEpoch(epoch, averages, started, cancellationToken);
        }
        finally
        {
            _average?.Swap();
        }
    }

    private void TrainStep(Batch batch, Averages averages)
    {
        _context.Batch++;
        Optimizer optimizer = _trainer.Optimizer;
        if (_options.LearningRateSchedule is LearningRateSchedule schedule) optimizer.LearningRate = _baseRate * schedule.At(_context.Step, _totalSteps);

        foreach (Weight weight in _trainable) weight.Value.ZeroGrad();
        using (StepScope.Begin())
        {
            StepOutput output = _step(_trainer.Network, batch, new ForwardContext(Training: true, _options.Seed, _context.Step));
            float loss = output.Loss.Item();
            if (!float.IsFinite(loss)) throw Diverged("loss", loss);
            _context.BatchLoss = loss;
            averages.Add(output, loss, batch);
            output.Loss.Backward();
        }
        // Outside of the scope, because what the optimizer remembers outlives the step.
        optimizer.Step(_trainable, GradientScale());
        _average?.Update();
        _context.MeanLoss = averages.Loss;
        _context.Step++;
    }

    private float GradientScale()
    {
        if (_options.GradientClipNorm is not float limit) return 1;
        double sum = 0;
        foreach (Weight weight in _trainable)
            if (weight.Value.Grad is Tensor gradient) sum += TensorPrimitives.SumOfSquares<float>(gradient.Span);
        double norm = Math.Sqrt(sum);
        if (!double.IsFinite(norm)) throw Diverged("norm of the gradients", norm);
        return norm > limit ? (float)(limit / (norm + 1e-6)) : 1;
    }

    private void EndEpoch(int epoch, Averages averages, long started, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        averages.AddTo(values, "");
        if (_validationLoader is not null) _trainer.Measure(_validationLoader, _validationCount, cancellationToken).AddTo(values, "val_");
        if (values.TryGetValue("val_loss", out double loss) && !double.IsFinite(loss)) throw Diverged("validation loss", loss);
        double seconds = _trainer.TimeProvider.GetElapsedTime(started).TotalSeconds;
        _context.Add(new EpochResult(epoch, values, _trainer.Optimizer.LearningRate, seconds));
        foreach (Callback callback in _callbacks) callback.OnEpochEnd(_context);
    }

    private TrainingDivergedException Diverged(string what, double value) =>
        new(what, value, _context.Epoch, _context.Batch, _trainer.Optimizer.LearningRate);
}
