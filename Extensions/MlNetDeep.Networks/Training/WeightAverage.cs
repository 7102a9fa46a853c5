using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MlNetDeep.Networks;

/// <summary>An exponential moving average of all weights (Polyak and Juditsky 1992), which can change places with them.</summary>
internal sealed class WeightAverage(IReadOnlyList<Weight> weights, float decay)
{
    private readonly float[][] _average = [.. weights.Select(weight => weight.Value.ToArray())];
    private int _updates;

    public void Update()
    {
        // A young average would be mostly the random start: it keeps less at first.
        float keep = Math.Min(decay, (1f + _updates) / (10f + _updates));
        _updates++;
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
        state.Set("updates", _updates);
        for (int i = 0; i < _average.Length; i++) state.Set(weights[i].Name, _average[i]);
    }

    public void Load(CallbackState state)
    {
        _updates = (int)state.Number("updates");
        for (int i = 0; i < _average.Length; i++) state.Array(weights[i].Name).CopyTo(_average[i], 0);
    }
}
