using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The loss of maximum-margin classification into several classes, as in Keras: max(0, 1 + n - p), where p is the output of the right
/// class and n the highest of the others, at least 0. Takes labels, or targets of the output's shape with 1 for the right class.
/// </summary>
public sealed class CategoricalHinge : PerSampleLoss
{
    /// <inheritdoc/>
    public override IReadOnlyList<Metric> DefaultMetrics => [new Accuracy()];

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor output, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        Tensor targets = batch.Labels is null && batch.Targets is { } given && given.Shape == output.Shape ? given
            : Ops.OneHot(LossInputs.Labels(nameof(CategoricalHinge), output, batch, null), output.Shape[-1]).Reshape(output.Shape);
        Tensor right = Ops.Sum(targets * output, [-1]);
        Tensor others = Ops.Max(output - targets * output, [-1]);
        return LossInputs.MeanPerSample(Ops.Relu(others - right + 1f));
    }
}
