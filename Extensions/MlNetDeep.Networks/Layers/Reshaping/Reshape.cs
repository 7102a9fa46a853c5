using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Gives the numbers of a sample another shape, in row-major order. Input any shape, output <see cref="TargetShape"/>.</summary>
/// <param name="TargetShape">The lengths of the axes without the batch, each at least 1; one may be -1 for what remains.</param>
/// <example><code>new Reshape([7, 7, -1])</code></example>
public sealed record Reshape(Dimensions TargetShape) : Layer
{
    /// <inheritdoc/>
    public override void Validate()
    {
        int computed = 0;
        foreach (int length in TargetShape)
        {
            Require(length is >= 1 or -1, $"TargetShape must hold lengths of at least 1, or one -1, is {TargetShape}");
            if (length == -1) computed++;
        }
        Require(computed <= 1, $"TargetShape must hold at most one -1, is {TargetShape}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        long known = 1;
        bool computes = false;
        foreach (int length in TargetShape)
        {
            if (length == -1) computes = true;
            else if ((known *= length) > int.MaxValue) break;
        }
        if (computes ? input.Count % known != 0 : input.Count != known)
            throw new ShapeException($"expects {(computes ? "a multiple of " : "")}{known} numbers for {TargetShape}, has {input.Count}", inputs);
        int rest = (int)(input.Count / known);
        int[] lengths = TargetShape.Numbers.ToArray();
        return new Shape([.. lengths.Select(length => length == -1 ? rest : length)]);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Shape batch = inputs[0].Shape;
        return inputs[0].Reshape([batch[0], .. OutputShape([batch.Dimensions[1..].ToArray()])]);
    }
}
