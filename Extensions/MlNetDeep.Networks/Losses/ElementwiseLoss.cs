using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A loss that compares each number of the output with one of the targets; the loss of a sample is the mean over its numbers, and
/// that of the batch the weighted mean over its samples.
/// </summary>
public abstract class ElementwiseLoss : PerSampleLoss
{
    /// <summary>
    /// Computes the mean over all numbers without weights, for a loss that has a kernel for it; by default the mean of
    /// <see cref="Elements"/>.
    /// </summary>
    /// <param name="output">The network's output, [N, ...].</param>
    /// <param name="targets">The targets in the same shape.</param>
    /// <returns>A tensor with one number.</returns>
    protected virtual Tensor MeanOf(Tensor output, Tensor targets) => Ops.Mean(Elements(output, targets));

    /// <summary>Computes the loss of each number.</summary>
    /// <param name="output">The network's output, [N, ...].</param>
    /// <param name="targets">The targets in the same shape.</param>
    /// <returns>The same shape.</returns>
    protected abstract Tensor Elements(Tensor output, Tensor targets);

    /// <summary>
    /// Whether class labels 0 and 1 of an output [N] or [N, 1] are taken as targets when the batch has labels; false by default.
    /// </summary>
    protected virtual bool TakesBinaryLabels => false;

    /// <inheritdoc/>
    public sealed override Tensor PerSample(Tensor output, Batch batch)
    {
        Tensor targets = TargetsOf(output, batch);
        return LossInputs.MeanPerSample(Elements(output, targets));
    }

    /// <inheritdoc/>
    public sealed override Tensor Compute(Tensor output, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        // Each sample has as many numbers as any other, so without weights the mean over samples is the mean over numbers.
        return batch.SampleWeights is null ? MeanOf(output, TargetsOf(output, batch)) : base.Compute(output, batch);
    }

    private Tensor TargetsOf(Tensor output, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        return TakesBinaryLabels && batch.Labels is not null
            ? LossInputs.BinaryLabels(GetType().Name, output, batch.Labels)
            : LossInputs.Targets(GetType().Name, output, batch);
    }
}
