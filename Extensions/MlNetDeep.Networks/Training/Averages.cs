namespace MlNetDeep.Networks;

/// <summary>The loss, its parts and the metrics over batches of unequal size.</summary>
internal sealed class Averages(IReadOnlyList<MeasuredOutput> metrics)
{
    private readonly MetricAccumulator[] _metrics = [.. metrics.Select(measured => measured.Metric.Start())];
    private readonly List<(string Name, double Sum, double Weight)> _parts = [];
    private double _loss;
    private double _lossWeight;

    public double Loss => _lossWeight > 0 ? _loss / _lossWeight : 0;

    public void Add(StepOutput step, double loss, Batch batch)
    {
        // A batch whose samples all weigh nothing has a mean over nothing; it has no share in the epoch's mean either.
        if (step.Weight > 0) _loss += loss * step.Weight;
        _lossWeight += step.Weight;
        for (int i = 0; i < step.Parts.Count; i++)
        {
            LossPart part = step.Parts[i];
            if (_parts.Count == i) _parts.Add((part.Name, 0, 0));
            if (part.Weight > 0) _parts[i] = (part.Name, _parts[i].Sum + part.Loss.Item() * part.Weight, _parts[i].Weight + part.Weight);
        }
        for (int i = 0; i < _metrics.Length; i++)
        {
            MeasuredOutput measured = metrics[i];
            if (step.Outputs.Count <= measured.Output) throw new InvalidOperationException($"the metric '{measured.Name}' needs an output, but the step function returned none");
            _metrics[i].Add(step.Outputs[measured.Output], batch.For(measured.Target));
        }
    }

    public void AddTo(IDictionary<string, double> values, string prefix, double penalty = 0)
    {
        values[prefix + "loss"] = Loss + penalty;
        foreach ((string name, double sum, double weight) in _parts) values[prefix + name] = weight > 0 ? sum / weight : 0;
        for (int i = 0; i < _metrics.Length; i++) values[prefix + metrics[i].Name] = _metrics[i].Result;
    }
}
