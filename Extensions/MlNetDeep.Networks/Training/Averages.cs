namespace MlNetDeep.Networks;

/// <summary>The weighted means of the loss and the metrics over batches of unequal size.</summary>
internal sealed class Averages(IReadOnlyList<Metric> metrics)
{
    private readonly double[] _sums = new double[metrics.Count];
    private double _loss;
    private double _lossWeight;
    private double _samples;

    public double Loss => _lossWeight > 0 ? _loss / _lossWeight : 0;

    public void Add(StepOutput step, double loss, Batch batch)
    {
        // A batch whose classes all weigh nothing has a mean over nothing; it has no share in the epoch's mean either.
        if (step.Weight > 0) _loss += loss * step.Weight;
        _lossWeight += step.Weight;
        _samples += batch.Count;
        for (int i = 0; i < _sums.Length; i++)
        {
            if (step.Output is null) throw new InvalidOperationException($"the metric '{metrics[i].Name}' needs an output, but the step function returned none");
            _sums[i] += metrics[i].Compute(step.Output, batch) * batch.Count;
        }
    }

    public void AddTo(IDictionary<string, double> values, string prefix)
    {
        values[prefix + "loss"] = Loss;
        for (int i = 0; i < _sums.Length; i++) values[prefix + metrics[i].Name] = _sums[i] / _samples;
    }
}
