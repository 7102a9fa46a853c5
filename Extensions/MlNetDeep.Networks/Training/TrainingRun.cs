using System.Runtime.ExceptionServices;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>One call of <see cref="Trainer.Fit"/>: the loop over epochs and steps.</summary>
internal sealed class TrainingRun
{
    // Keeps shuffling apart from the dropout of the same seed.
    private const ulong ShuffleSalt = 0x73687566666C6500;

    private readonly Trainer _trainer;
    private readonly TrainingContext _context;
    private readonly TrainingOptions _options;
    private readonly BatchLoader _loader;
    private readonly int _count;
    private readonly BatchLoader? _validationLoader;
    private readonly int _validationCount;
    private readonly Weight[] _trainable;
    private readonly Tensor[] _gradients;
    private readonly (Tensor Value, float[] Before)[] _state;
    private readonly WeightAverage? _average;
    private readonly float _baseRate;
    private readonly long _totalSteps;

    public TrainingRun(Trainer trainer, TrainingOptions options, Dataset training, Dataset? validation)
    {
        _trainer = trainer;
        _options = options;
        _loader = new BatchLoader(training, options.BatchSize, options.Prefetch);
        _count = training.Count;
        _context = new TrainingContext(trainer.Network, trainer.Optimizer, options, _loader.BatchesPerEpoch);
        _validationLoader = validation is null ? null : new BatchLoader(validation, options.BatchSize, options.Prefetch);
        _validationCount = validation?.Count ?? 0;
        _trainable = [.. trainer.Network.Weights.Where(weight => weight.Trainable)];
        _gradients = new Tensor[_trainable.Length];
        _state = [.. trainer.Network.Weights.Where(weight => !weight.Trainable).Select(weight => (weight.Value, new float[weight.Value.Count]))];
        _average = options.WeightAverageDecay is float decay ? new WeightAverage(trainer.Network.Weights, decay) : null;
        _baseRate = trainer.Optimizer.LearningRate;
        _totalSteps = (long)options.Epochs * _loader.BatchesPerEpoch;
    }

    public required IReadOnlyList<Callback> Callbacks { get; init; }

    public History Run(CancellationToken cancellationToken)
    {
        try
        {
            foreach (Callback callback in Callbacks) callback.OnTrainBegin(_context);
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
        finally
        {
            _trainer.Optimizer.LearningRate = _baseRate;
            _average?.Swap();
            // The next training may have other shapes, which these buffers would not fit.
            Backend.Current.ReleaseUnusedMemory();
            EndCallbacks();
        }
        return new History([.. _context.History], _context.StopReason);
    }

    // Each callback gets its end, whatever the others do: one may have the best weights to restore.
    private void EndCallbacks()
    {
        ExceptionDispatchInfo? first = null;
        foreach (Callback callback in Callbacks)
        {
            try
            {
                callback.OnTrainEnd(_context);
            }
            catch (Exception e)
            {
                first ??= ExceptionDispatchInfo.Capture(e);
            }
        }
        // An exception that ended the training is the one to see.
        if (_context.Outcome is TrainingOutcome.Completed or TrainingOutcome.Stopped) first?.Throw();
    }

    private void RunEpoch(int epoch, CancellationToken cancellationToken)
    {
        long started = _trainer.TimeProvider.GetTimestamp();
        _context.Epoch = epoch;
        _context.Batch = 0;
        foreach (Callback callback in Callbacks) callback.OnEpochBegin(_context);

        int[] order = _options.Shuffle ? Dataset.Shuffled(_count, _options.Seed ^ ShuffleSalt, (ulong)epoch) : [.. Enumerable.Range(0, _count)];
        var averages = new Averages(_trainer.Metrics);
        foreach (Batch batch in _loader.Epoch(order, new LoadContext(Training: true, _options.Seed, epoch)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            TrainStep(batch, averages);
            foreach (Callback callback in Callbacks) callback.OnBatchEnd(_context);
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
        foreach ((Tensor value, float[] before) in _state) value.Span.CopyTo(before);
        float scale;
        try
        {
            using (StepScope.Begin()) Differentiate(batch, averages);
            scale = GradientScale();
        }
        catch (TrainingDivergedException)
        {
            // Batch normalisation has moved its running statistics already, perhaps to NaN.
            foreach ((Tensor value, float[] before) in _state) value.CopyFrom(before);
            throw;
        }
        // Outside of the scope, because what the optimizer remembers outlives the step.
        optimizer.Step(_trainable, scale);
        _average?.Update();
        _context.MeanLoss = averages.Loss;
        _context.Step++;
    }

    private void Differentiate(Batch batch, Averages averages)
    {
        StepOutput output = _trainer.Step(_trainer.Network, batch, new ForwardContext(Training: true, _options.Seed, _context.Step));
        float loss = output.Loss.Item();
        if (!float.IsFinite(loss)) throw Diverged("loss", loss);
        _context.BatchLoss = loss;
        averages.Add(output, loss, batch);
        output.Loss.Backward();
    }

    private float GradientScale()
    {
        int count = 0;
        foreach (Weight weight in _trainable)
            if (weight.Value.Grad is Tensor gradient) _gradients[count++] = gradient;
        double norm = GradientClipping.Norm(_gradients.AsSpan(0, count));
        if (!double.IsFinite(norm)) throw Diverged("norm of the gradients", norm);
        return _options.GradientClipNorm is float limit ? GradientClipping.Scale(norm, limit) : 1;
    }

    private void EndEpoch(int epoch, Averages averages, long started, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        averages.AddTo(values, "");
        if (_validationLoader is not null) _trainer.Measure(_validationLoader, _validationCount, cancellationToken).AddTo(values, "val_");
        if (values.TryGetValue("val_loss", out double loss) && !double.IsFinite(loss)) throw Diverged("validation loss", loss);
        double seconds = _trainer.TimeProvider.GetElapsedTime(started).TotalSeconds;
        _context.Add(new EpochResult(epoch, values, _trainer.Optimizer.LearningRate, seconds));
        foreach (Callback callback in Callbacks) callback.OnEpochEnd(_context);
    }

    private TrainingDivergedException Diverged(string what, double value) =>
        new(what, value, _context.Epoch, _context.Batch, _trainer.Optimizer.LearningRate);
}
