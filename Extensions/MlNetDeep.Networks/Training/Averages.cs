namespace MlNetDeep.Networks;

/// <summary>The loss, its parts and the metrics over batches of unequal size.</summary>
internal sealed class Averages(IReadOnlyList<MeasuredOutput> metrics)
{
    private readonly MetricAccumulator[] _metrics = [.. metrics.Select(measured => measured.Metric.Start())];
    private readonly OrderedDictionary<string, (double Sum, double Weight, double? Factor)> _parts = new(StringComparer.Ordinal);
    private double _loss, _lossWeight, _penalty, _penaltyWeight;

    /// <summary>
    /// The mean loss. Of several outputs the sum of the parts' means, since each has weights of its own: a batch may have many
    /// positions to classify and few boxes.
    /// </summary>
    public double Loss => _parts.Count > 0 && _parts.Values.All(part => part.Factor is not null)
        ? _parts.Values.Sum(part => part.Weight > 0 ? part.Factor!.Value * part.Sum / part.Weight : 0) + (_penaltyWeight > 0 ? _penalty / _penaltyWeight : 0)
        : _lossWeight > 0 ? _loss / _lossWeight : 0;

    public void Add(StepOutput step, double loss, Batch batch)
    {
        // A batch whose samples all weigh nothing has a mean over nothing; it has no share in the epoch's mean either.
        if (step.Weight > 0) _loss += loss * step.Weight;
        _lossWeight += step.Weight;
        if (step.Parts.Count > 0)
        {
            _penalty += (loss - step.Loss.Item()) * batch.Count;
            _penaltyWeight += batch.Count;
        }
        foreach (LossPart part in step.Parts)
        {
            // A step function may report other parts in other batches, as one of an adversarial training that takes turns.
            (double sum, double weight, _) = _parts.TryGetValue(part.Name, out var known) ? known : default;
            _parts[part.Name] = part.Weight > 0 ? (sum + part.Loss.Item() * part.Weight, weight + part.Weight, part.Factor) : (sum, weight, part.Factor);
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
        foreach ((string name, (double sum, double weight, _)) in _parts) values[prefix + name] = weight > 0 ? sum / weight : 0;
        for (int i = 0; i < _metrics.Length; i++) values[prefix + metrics[i].Name] = _metrics[i].Result;
    }
}
