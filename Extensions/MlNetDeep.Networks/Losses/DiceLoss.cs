using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// How far predicted regions are from overlapping the true ones, for segmentation with small or rare regions (Milletari et al. 2016): per
/// sample and class 1 - (2 * sum(p * t) + smooth) / (sum(p) + sum(t) + smooth) with p = sigmoid(output), then the mean. Takes logits
/// [N, ..., classes] and targets of the same shape, 1 inside the region of a class and 0 outside.
/// </summary>
public sealed class DiceLoss : PerSampleLoss
{
    /// <summary>Keeps the loss of an empty region defined, finite and at least 0; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Smooth { get; init => field = Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0"); } = 1;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor output, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        Tensor targets = LossInputs.Targets(nameof(DiceLoss), output, batch);
        if (output.Rank < 2) throw new ArgumentException($"DiceLoss expects an output [N, ..., classes]; received {output.Shape}", nameof(output));
        return LossInputs.MeanPerSample(Ops.DiceLoss(output, targets, Smooth, Reduction.None));
    }
}
