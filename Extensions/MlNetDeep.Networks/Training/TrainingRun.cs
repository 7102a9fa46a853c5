using System.Runtime.ExceptionServices;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>One call of <see cref="Trainer.Fit"/>: the loop over epochs and steps.</summary>
internal sealed partial class TrainingRun
{
    // Keeps shuffling apart from the dropout of the same seed.
    private const ulong ShuffleSalt = 0x73687566666C6500;

    private readonly Trainer _trainer;
    private readonly TrainingContext _context;
    private readonly TrainingOptions _options;
    private readonly Dataset _training;
    private readonly BatchLoader _loader;
    private readonly BatchLoader? _validationLoader;
    private readonly int _validationCount;
    private readonly (Tensor Value, float[] Before)[] _state;
    private WeightAverage? _average;
    private readonly SampleMixer? _mixer;
    private readonly float _baseRate;
    private readonly long _totalSteps;

    private Weight[] _trainable = [];
    private Tensor[] _gradients = [];
    private BestWeights? _best;

    /// <summary>The number of batches of all epochs so far: the number of a step for random numbers, also when steps take several batches.</summary>
    private long _batches;
    private int _accumulated;
    private double _accumulatedWeight;

    public TrainingRun(Trainer trainer, TrainingOptions options, Dataset training, Dataset? validation)
    {
        _trainer = trainer;
        _options = options;
        _training = training;
        _loader = new BatchLoader(training, options.BatchSize, options.Prefetch);
        _context = new TrainingContext(trainer.Network, trainer.Optimizer, options, _loader.BatchesPerEpoch)
        {
            HasValidation = validation is not null,
            SamplesPerEpoch = training.Count,
            ValueNames = trainer.ValueNames(validation is not null),
        };
        _validationLoader = validation is null ? null : new BatchLoader(validation, options.BatchSize, options.Prefetch);
        _validationCount = validation?.Count ?? 0;
        _state = [.. trainer.Network.Weights.Where(weight => !weight.IsParameter).Select(weight => (weight.Value, new float[weight.Value.Count]))];
        _average = options.WeightAverageDecay is float decay ? new WeightAverage(trainer.Network.Weights, decay) : null;
        _mixer = options is { Mixup: 0, CutMix: 0 } ? null : new SampleMixer(options.Mixup, options.CutMix, options.Seed);
        _baseRate = trainer.Optimizer.LearningRate;
        _totalSteps = (long)options.Epochs * StepsPerEpoch;
    }

    public required IReadOnlyList<Callback> Callbacks { get; init; }

    private int StepsPerEpoch => (_loader.BatchesPerEpoch + _options.AccumulatedBatches - 1) / _options.AccumulatedBatches;

    public History Run(CancellationToken cancellationToken)
    {
        // Copies of the best weights are made only for those who may cancel.
        if (cancellationToken.CanBeCanceled && _validationLoader is not null) _best = new BestWeights(_trainer.Network);
        try
        {
            foreach (Callback callback in Callbacks) callback.OnTrainBegin(_context);
            foreach (Callback callback in Callbacks) AddAverage(callback);
            foreach (Callback callback in Callbacks) callback.OnResume(this);
            for (int epoch = _context.Epoch + 1; epoch <= _options.Epochs && _context.StopReason is null; epoch++) RunEpoch(epoch, cancellationToken);
            _context.Outcome = _context.StopReason is null ? TrainingOutcome.Completed : TrainingOutcome.Stopped;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _context.Outcome = TrainingOutcome.Canceled;
        }
        catch (TrainingDivergedException e) when (Callbacks.Any(callback => callback.StopsOnDivergence))
        {
            _context.RequestStop(e.Message);
            _context.Outcome = TrainingOutcome.Stopped;
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
            if (_context.Outcome == TrainingOutcome.Canceled) _best?.Restore();
            // The next training may have other shapes, which these buffers would not fit.
            Backend.Current.ReleaseUnusedMemory();
            EndCallbacks();
        }
        return new History([.. _context.History], _context.StopReason, _context.Outcome);
    }

    private void AddAverage(Callback callback)
    {
        if (callback.CreateAverage(_context) is not WeightAverage average) return;
        if (_average is not null)
            throw new ArgumentException($"{callback.GetType().Name} asks for a second average of the weights, beside {nameof(TrainingOptions)}.{nameof(TrainingOptions.WeightAverageDecay)} or another callback; give one of them");
        _average = average;
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
        if (_context.Outcome != TrainingOutcome.Failed) first?.Throw();
    }

    private void RunEpoch(int epoch, CancellationToken cancellationToken)
    {
        long started = _trainer.TimeProvider.GetTimestamp();
        _context.Epoch = epoch;
        _context.Batch = 0;
        foreach (Callback callback in Callbacks) callback.OnEpochBegin(_context);
        FindTrainable();

        int count = _training.Count;
        int[] order = _options.Shuffle ? Dataset.Shuffled(count, _options.Seed ^ ShuffleSalt, (ulong)epoch) : [.. Enumerable.Range(0, count)];
        var averages = new Averages(_trainer.MeasuredOutputs);
        foreach (Batch batch in _loader.Epoch(order, new LoadContext(Training: true, _options.Seed, epoch)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            TrainBatch(batch, averages);
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
        foreach (Callback callback in Callbacks) callback.OnEpochDone(this);
    }

    // Callbacks may freeze and thaw layers between epochs.
    private void FindTrainable()
    {
        _trainable = [.. _trainer.Network.Weights.Where(weight => weight.Trainable)];
        if (_trainable.Length == 0) throw new InvalidOperationException("there is nothing to train: all weights of the network are frozen or state");
        _gradients = new Tensor[_trainable.Length];
        foreach (Weight weight in _trainer.Network.Weights) weight.Value.ZeroGrad();
    }

    private void TrainBatch(Batch batch, Averages averages)
    {
        _context.Batch++;
        if (_accumulated == 0) BeginStep();
        ApplyClassWeights(batch);
        MixedBatch mixed = _mixer?.Mix(batch, _batches) ?? default;
        var forward = new ForwardContext(Training: true, _options.Seed, _batches);
        bool isLast = ++_accumulated == _options.AccumulatedBatches || _context.Batch == _context.BatchesPerEpoch;
        float scale = 1;
        try
        {
            using (StepScope.Begin()) Differentiate(batch, mixed, forward, averages);
            if (isLast) scale = GradientScale(batch, forward);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{ErrorText.Of(e)} (epoch {_context.Epoch}, batch {_context.Batch})", e);
        }
        catch (TrainingDivergedException)
        {
            RestoreState();
            throw;
        }
        _batches++;
        if (isLast) EndStep(scale);
        _context.MeanLoss = averages.Loss;
    }

    private void BeginStep()
    {
        if (_options.LearningRateSchedule is LearningRateSchedule schedule) _trainer.Optimizer.LearningRate = _baseRate * schedule.At(_context.Step, _totalSteps, StepsPerEpoch);
        _accumulatedWeight = 0;
        foreach (Weight weight in _trainable) weight.Value.ZeroGrad();
        foreach ((Tensor value, float[] before) in _state) value.Span.CopyTo(before);
    }

    private void EndStep(float scale)
    {
        _accumulated = 0;
        // Outside of the scope, because what the optimizer remembers outlives the step.
        _trainer.Optimizer.Step(_trainable, scale);
        foreach (Weight weight in _trainable) weight.Constrain();
        _average?.Update();
        _context.Step++;
    }

    // Batch normalisation has moved its running statistics already, perhaps to NaN.
    private void RestoreState()
    {
        foreach ((Tensor value, float[] before) in _state) value.CopyFrom(before);
    }

    private void ApplyClassWeights(Batch batch)
    {
        if (_options.ClassWeights is not { } classWeights) return;
        int[] labels = batch.Labels ?? throw new ArgumentException("TrainingOptions.ClassWeights needs a data set with labels; the training set has none");
        float[] weights = batch.SampleWeights ??= new float[batch.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == _trainer.IgnoredLabel)
            {
                if (!_training.HasSampleWeights) weights[i] = 1;
                continue;
            }
            if ((uint)labels[i] >= (uint)classWeights.Count) throw new ArgumentException($"label {labels[i]} has no weight: TrainingOptions.ClassWeights has {classWeights.Count}");
            weights[i] = _training.HasSampleWeights ? weights[i] * classWeights[labels[i]] : classWeights[labels[i]];
        }
    }

    private void Differentiate(Batch batch, in MixedBatch mixed, ForwardContext forward, Averages averages)
    {
        StepOutput output = _trainer.Step(batch, forward, mixed);
        Tensor? penalty = _trainer.Penalty();
        Tensor total = penalty is null ? output.Descent : output.Descent + penalty;
        float loss = output.Loss.Item() + (penalty?.Item() ?? 0);
        if (!float.IsFinite(loss)) throw Diverged("loss", loss, batch, forward);
        _context.BatchLoss = loss;
        averages.Add(output, loss, batch);
        if (_options.AccumulatedBatches == 1)
        {
            total.Backward();
            return;
        }
        // Each batch weighs as much as its samples in one batch with all of them; the step divides by their sum.
        double weight = output.DescentWeight ?? output.Weight;
        total.Backward(Tensor.Full(total.Shape, (float)weight));
        _accumulatedWeight += weight;
    }

    private float GradientScale(Batch batch, ForwardContext forward)
    {
        int count = 0;
        foreach (Weight weight in _trainable)
            if (weight.Value.Grad is Tensor gradient) _gradients[count++] = gradient;
        double norm = GradientClipping.Norm(_gradients.AsSpan(0, count));
        if (!double.IsFinite(norm)) throw Diverged("norm of the gradients", norm, batch, forward);
        float mean = _accumulatedWeight > 0 ? (float)(1 / _accumulatedWeight) : 1;
        return _options.GradientClipNorm is float limit ? mean * GradientClipping.Scale(norm * mean, limit) : mean;
    }

    private void EndEpoch(int epoch, Averages averages, long started, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        averages.AddTo(values, "");
        if (_validationLoader is not null)
        {
            foreach (Callback callback in Callbacks) callback.OnValidationBegin(_context);
            _trainer.Measure(_validationLoader, _validationCount, cancellationToken, CheckValidation).AddTo(values, "val_", _trainer.PenaltyValue());
            foreach (Callback callback in Callbacks) callback.OnValidationEnd(_context);
        }
        if (values.TryGetValue("val_loss", out double loss))
        {
            _best?.Offer(loss);
        }
        double seconds = _trainer.TimeProvider.GetElapsedTime(started).TotalSeconds;
        _context.Add(new EpochResult(epoch, values, _trainer.Optimizer.LearningRate, seconds));
        foreach (Callback callback in Callbacks) callback.OnEpochEnd(_context);
    }

    private TrainingDivergedException Diverged(string what, double value, Batch batch, ForwardContext forward)
    {
        // The pass that looks for the origin starts from the state before the step.
        RestoreState();
        return new(what, value, _context.Epoch, _context.Batch, "", _trainer.Optimizer.LearningRate, DivergenceOrigin.Find(_trainer.Network, batch, forward));
    }

    private void CheckValidation(Batch batch, int number, float loss)
    {
        if (!float.IsFinite(loss)) throw new TrainingDivergedException("validation loss", loss, _context.Epoch, number, " of the validation", _trainer.Optimizer.LearningRate, DivergenceOrigin.Find(_trainer.Network, batch, ForwardContext.Inference));
    }
}
