using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The mean cosine of the angle between output and target along the last axis, -1 to 1, over all samples and positions; 0 where one of
/// them is all zeros. NaN without samples.
/// </summary>
public sealed class CosineSimilarity : MeanMetric
{
    /// <inheritdoc/>
    public override string Name => "cosine_similarity";

    /// <inheritdoc/>
    public override double Compute(Tensor output, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        Tensor targets = LossInputs.Targets(Name, output, batch);
        if (output.Rank < 2) throw new ArgumentException($"cosine_similarity expects an output [N, ..., size]; received {output.Shape}", nameof(output));
        double sum = 0;
        Tensor cosines = Ops.CosineSimilarity(output, targets);
        foreach (float cosine in cosines.Span) sum += cosine;
        return sum / cosines.Count;
    }
}
