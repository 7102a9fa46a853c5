using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// How much the predicted distribution differs from the target distribution along the last axis, sum(t * log(t / p)), for distillation and
/// soft labels; the mean over positions and samples. Takes logits [N, ..., classes] unless told otherwise; the targets are probabilities.
/// </summary>
public sealed class KullbackLeibler : PerSampleLoss
{
    // Keras' epsilon: the smallest probability that has a logarithm here.
    private const float Smallest = 1e-7f;

    /// <summary>
    /// Whether the output is logits, or logarithms of probabilities, whose softmax is the distribution; true by default. False for
    /// probabilities, clipped to at least 1e-7 as in Keras.
    /// </summary>
    public bool FromLogits { get; init; } = true;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor output, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        Tensor targets = LossInputs.Targets(nameof(KullbackLeibler), output, batch);
        if (output.Rank < 2) throw new ArgumentException($"KullbackLeibler expects an output [N, ..., classes]; received {output.Shape}", nameof(output));
        Tensor logarithms = FromLogits ? Ops.LogSoftmax(output) : Ops.Log(Ops.Clamp(output, Smallest, 1));
        return LossInputs.MeanPerSample(Ops.Sum(Ops.KullbackLeiblerDivergence(logarithms, targets, reduction: Reduction.None), [-1]));
    }
}
