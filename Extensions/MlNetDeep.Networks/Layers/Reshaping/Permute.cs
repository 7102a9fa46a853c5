using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Reorders the axes of a sample, as in Keras. Input any shape, output axis i is the input's axis <c>Dims[i]</c>.</summary>
/// <param name="Dims">The axes counted from 1, the batch being axis 0, which stays: [2, 1] exchanges length and channels of a sequence.</param>
public sealed record Permute(Dimensions Dims) : Layer
{
    /// <inheritdoc/>
    public override void Validate()
    {
        int[] sorted = Dims.Numbers.ToArray();
        Array.Sort(sorted);
        Require(
            sorted.Length >= 1 && sorted.SequenceEqual(Enumerable.Range(1, sorted.Length)),
            $"Dims must hold each axis from 1 to their number once, is {Dims}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        if (input.Rank != Dims.Length) throw new ShapeException($"expects {Dims.Length} axes for Dims {Dims}", inputs);
        return new Shape([.. Dims.Numbers.ToArray().Select(axis => input[axis - 1])]);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.Transpose(inputs[0], [0, .. Dims.Numbers]);
    }
}
