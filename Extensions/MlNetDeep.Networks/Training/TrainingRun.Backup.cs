using System.Globalization;

namespace MlNetDeep.Networks;

internal sealed partial class TrainingRun
{
    private const string AveragePart = "average of the weights";

    public int Epoch => _context.Epoch;

    public bool IsAtEnd => _context.Epoch == _options.Epochs || _context.StopReason is not null;

    /// <summary>Writes the state after an epoch.</summary>
    public void Save(string path)
    {
        (string Name, CallbackState State)[] parts = [.. PartNames().Select(name => (name, new CallbackState()))];
        _average?.Save(parts[^1].State);
        for (int i = 0; i < Callbacks.Count; i++) Callbacks[i].Save(parts[i].State);
        var state = new TrainingState(
            Settings(), _context.Epoch, _context.Step, _batches, _context.StopReason, _context.History,
            _trainer.Network.Layers.Where(layer => layer.LearningRateFactor != 1).ToDictionary(layer => layer.Name, layer => layer.LearningRateFactor),
            [.. parts.Select(part => new TrainingState.Part(part.Name, part.State.Numbers, part.State.Texts))]);
        TrainingBackup.Save(path, _trainer.Network, _trainer.Optimizer, state, parts.Select(part => part.State));
    }

    /// <summary>Puts the training to where it was when the file was written.</summary>
    public void Restore(string path)
    {
        (TrainingState state, IReadOnlyList<CallbackState> parts) = TrainingBackup.Restore(path, _trainer.Network, _trainer.Optimizer, saved => Check(saved, path));
        _context.Epoch = state.Epoch;
        _context.Step = state.Step;
        _batches = state.Batches;
        // The best weights for a cancellation are not among this: they start anew.
        foreach (EpochResult result in state.History) _context.Add(result);
        if (state.StopReason is not null) _context.RequestStop(state.StopReason);
        _average?.Load(parts[^1]);
        for (int i = 0; i < Callbacks.Count; i++) Callbacks[i].Load(parts[i]);
    }

    private IEnumerable<string> PartNames()
    {
        IEnumerable<string> names = Callbacks.Select(callback => callback.GetType().Name);
        return _average is null ? names : names.Append(AveragePart);
    }

    private void Check(TrainingState saved, string path)
    {
        foreach ((string name, string value) in Settings())
            if (saved.Settings.GetValueOrDefault(name) is string before && before != value)
                throw new InvalidDataException($"{path} is the backup of a training with {name} {before}, this one has {value}; delete it, or give another path");
        if (!saved.Parts.Select(part => part.Name).SequenceEqual(PartNames()))
            throw new InvalidDataException($"{path} is the backup of a training with the callbacks {string.Join(", ", saved.Parts.Select(part => part.Name))}; this one has {string.Join(", ", PartNames())}: delete it, or give another path");
        if (saved.Epoch < 1 || saved.Epoch > _options.Epochs)
            throw new InvalidDataException($"{path} is the backup of a training after epoch {saved.Epoch}; this one has {_options.Epochs} epochs");
    }

    // What must be the same for the training to go on as if it had not stopped.
    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["samples"] = Text(_training.Count),
            ["optimizer"] = OptimizerText(),
            // A schedule stretches over all epochs; without one a training may be lengthened.
            [nameof(TrainingOptions.Epochs)] = _options.LearningRateSchedule is null ? "any" : Text(_options.Epochs),
            [nameof(TrainingOptions.BatchSize)] = Text(_options.BatchSize),
            [nameof(TrainingOptions.AccumulatedBatches)] = Text(_options.AccumulatedBatches),
            [nameof(TrainingOptions.Seed)] = Text(_options.Seed),
            [nameof(TrainingOptions.Shuffle)] = Text(_options.Shuffle),
            [nameof(TrainingOptions.GradientClipNorm)] = Text(_options.GradientClipNorm),
            [nameof(TrainingOptions.WeightAverageDecay)] = Text(_options.WeightAverageDecay),
            [nameof(TrainingOptions.Mixup)] = Text(_options.Mixup),
            [nameof(TrainingOptions.CutMix)] = Text(_options.CutMix),
            [nameof(TrainingOptions.ClassWeights)] = string.Join(", ", (_options.ClassWeights ?? []).Select(weight => Text(weight))),
            [nameof(TrainingOptions.LearningRateSchedule)] = Course(_options.LearningRateSchedule),
        };
        return settings;

        string OptimizerText()
        {
            Type type = _trainer.Optimizer.GetType();
            IEnumerable<string> options = type.GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.Name != nameof(Optimizer.LearningRate) && (p.PropertyType.IsPrimitive || Nullable.GetUnderlyingType(p.PropertyType) is { IsPrimitive: true }))
                .OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name} {Text(p.GetValue(_trainer.Optimizer))}");
            return $"{type.Name} ({string.Join(", ", options.Prepend($"{nameof(Optimizer.LearningRate)} {Text(_baseRate)}"))})";
        }

        // By its course: a schedule of a user's own has no other text that tells it from one with other options.
        string Course(LearningRateSchedule? schedule) => schedule is null ? "none"
            : $"{schedule.GetType().Name} {string.Join(' ', Enumerable.Range(0, 17).Select(i => Text(schedule.At(i * (_totalSteps - 1) / 16, _totalSteps, StepsPerEpoch))))}";

        static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "none";
    }
}
