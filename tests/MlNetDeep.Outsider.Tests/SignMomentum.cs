using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Outsider.Tests;

/// <summary>An optimizer of an outsider: steps of one size against the sign of the running mean of gradients.</summary>
public sealed class SignMomentum(float learningRate) : Optimizer(learningRate)
{
    protected override void Update(Weight weight, Tensor gradient, UpdateContext context)
    {
        Span<float> mean = Slot(weight, "mean").Span, value = weight.Value.Span;
        ReadOnlySpan<float> slope = gradient.Span;
        for (int i = 0; i < value.Length; i++)
        {
            mean[i] += 0.1f * (context.GradientScale * slope[i] - mean[i]);
            value[i] -= context.LearningRate * (MathF.Sign(mean[i]) + context.WeightDecay * value[i]);
        }
    }
}
