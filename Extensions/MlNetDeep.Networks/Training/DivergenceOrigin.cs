using MlNetDeep.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MlNetDeep.Networks;

/// <summary>Finds where numbers that are infinite or not a number began, after a step in which the loss became one.</summary>
internal static class DivergenceOrigin
{
    /// <summary>Says which input, target, weight or layer has the first such number; null when none has (the loss itself made it).</summary>
    public static string? Find(Network network, Batch batch, ForwardContext context)
    {
        for (int i = 0; i < batch.Inputs.Count; i++)
            if (Position(batch.Inputs[i]) is int at and >= 0)
                return FormattableString.Invariant($"the input '{network.NameOf(network.Inputs[i])}' holds {batch.Inputs[i].Span[at]} in sample {at / Math.Max(1, batch.Inputs[i].Count / batch.Count)} of the batch: clean the data");
        for (int i = 0; i < batch.Outputs.Count; i++)
            if (batch.Outputs[i].Values is Tensor target && Position(target) is int at and >= 0)
                return FormattableString.Invariant($"the target of output '{network.OutputNames[Math.Min(i, network.Outputs.Count - 1)]}' holds {target.Span[at]} in sample {at / Math.Max(1, target.Count / batch.Count)} of the batch: clean the data");
        foreach (Weight weight in network.Weights)
            if (Position(weight.Value) >= 0) return $"the weight '{weight.Name}' holds numbers that are not finite";
        using IDisposable noGrad = Tensor.NoGrad();
        using StepScope scope = StepScope.Begin();
        string? layer = null;
        network.Forward(batch.Inputs, context, (name, output) =>
        {
            if (layer is null && Position(output) >= 0) layer = name;
        });
        return layer is null ? null : $"the first layer with such an output is '{layer}'; a lower learning rate, GradientClipNorm or inputs scaled to about [-1, 1] usually help";
    }

    private static int Position(Tensor tensor)
    {
        ReadOnlySpan<float> numbers = tensor.Span;
        // One pass over the sum of magnitudes, which is finite unless an element is not or all are huge.
        if (float.IsFinite(TensorPrimitives.SumOfMagnitudes(numbers))) return -1;
        for (int i = 0; i < numbers.Length; i++)
            if (!float.IsFinite(numbers[i])) return i;
        return -1;
    }
}
