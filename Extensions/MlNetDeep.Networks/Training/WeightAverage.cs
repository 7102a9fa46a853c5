using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MlNetDeep.Networks;

/// <summary>An exponential moving average of all weights (Polyak and Juditsky 1992), which can change places with them.</summary>
internal sealed class WeightAverage(IReadOnlyList<Weight> weights, float decay)
{
    private readonly float[][] _average = [.. weights.Select(weight => weight.Value.ToArray())];
    private long _steps;

    /// <summary>The number of steps between two updates.</summary>
    public int EverySteps { get; init; } = 1;

    /// <summary>The number of steps before the first that is averaged; until then the average is the weights.</summary>
    public long FirstStep { get; init; }

    public void Update()
    {
        long step = _steps++ - FirstStep;
        if (step >= 0 && step % EverySteps != 0) return;
        // A young average would be mostly the random start: it keeps less at first.
        long updates = step / EverySteps;
        float keep = step < 0 ? 0 : Math.Min(decay, (1f + updates) / (10f + updates));
        for (int i = 0; i < _average.Length; i++) TensorPrimitives.Lerp(_average[i], weights[i].Value.Span, 1 - keep, _average[i]);
    }

    public void Swap()
    {
        for (int i = 0; i < _average.Length; i++)
        {
            float[] current = weights[i].Value.ToArray();
            weights[i].Value.CopyFrom(_average[i]);
            _average[i] = current;
        }
    }

    public void Save(CallbackState state)
    {
        state.Set("steps", _steps);
        for (int i = 0; i < _average.Length; i++) state.Set(weights[i].Name, _average[i]);
    }

    public void Load(CallbackState state)
    {
        _steps = (long)state.Number("steps");
        for (int i = 0; i < _average.Length; i++) state.Array(weights[i].Name).CopyTo(_average[i], 0);
    }
}
