using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The negated cosine of the angle between output and target along the last axis, -1 for the same direction to 1 for the opposite one, as
/// in Keras: for embeddings of which only the direction matters. 0 where one of them is all zeros.
/// </summary>
public sealed class CosineSimilarityLoss : PerSampleLoss
{
    /// <inheritdoc/>
    public override Tensor PerSample(Tensor output, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        Tensor targets = LossInputs.Targets(nameof(CosineSimilarityLoss), output, batch);
        if (output.Rank < 2) throw new ArgumentException($"CosineSimilarityLoss expects an output [N, ..., size]; received {output.Shape}", nameof(output));
        return -LossInputs.MeanPerSample(Ops.CosineSimilarity(output, targets));
    }
}
