namespace MlNetDeep.Networks;

/// <summary>The class that a row of the output speaks for.</summary>
internal readonly struct Decision(float threshold, bool fromLogits)
{
    private readonly float _limit = fromLogits ? MathF.Log(threshold / (1 - threshold)) : threshold;

    public int Of(ReadOnlySpan<float> scores) => scores.Length == 1 ? (scores[0] > _limit ? 1 : 0) : ClassRows.IndexOfMax(scores);
}
