using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The dot product of exactly two inputs along one axis of each, as in Keras: the other axes of the first, then those of the second.
/// Two vectors give one number, [1]; [a, c] and [b, c] along axis 2 of both give [a, b].
/// </summary>
/// <param name="FirstAxis">The axis of the first input, from 1 because the batch is axis 0, or negative, counted from the end.</param>
/// <param name="SecondAxis">The axis of the second input, counted likewise; of the same size.</param>
public sealed record Dot(int FirstAxis, int SecondAxis) : Layer
{
    /// <summary>True to scale both inputs to length 1 along the axis first, so that the result is the cosine; false by default.</summary>
    public bool Normalize { get; init; }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != 2) throw new ShapeException("expects exactly two inputs", inputs);
        int first = AxisOf(nameof(FirstAxis), FirstAxis, inputs, 0), second = AxisOf(nameof(SecondAxis), SecondAxis, inputs, 1);
        if (inputs[0][first - 1] != inputs[1][second - 1])
            throw new ShapeException($"expects axes of the same size, has {inputs[0][first - 1]} along axis {FirstAxis} and {inputs[1][second - 1]} along axis {SecondAxis}", inputs);
        int[] axes = [.. Without(inputs[0], first - 1), .. Without(inputs[1], second - 1)];
        return axes.Length == 0 ? [1] : new Shape(axes);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Tensor a = inputs[0], b = inputs[1];
        int first = SampleAxis.Of(FirstAxis, a.Rank), second = SampleAxis.Of(SecondAxis, b.Rank);
        if (Normalize) (a, b) = (Ops.L2Normalize(a, first), Ops.L2Normalize(b, second));
        int batch = a.Shape[0], common = a.Shape[first];
        int[] rows = Without(a.Shape, first)[1..], columns = Without(b.Shape, second)[1..];
        Tensor left = AxisLast(a, first).Reshape([batch, Product(rows), common]), right = AxisLast(b, second).Reshape([batch, Product(columns), common]);
        Tensor product = Ops.MatMul(left, right, transposeB: true);
        return product.Reshape(rows.Length + columns.Length == 0 ? [batch, 1] : [batch, .. rows, .. columns]);
    }

    private static int AxisOf(string option, int axis, IReadOnlyList<Shape> inputs, int input)
    {
        int rank = inputs[input].Rank + 1, found = SampleAxis.Of(axis, rank);
        return found >= 1 ? found : throw new ShapeException($"expects {option} from 1 to {rank - 1} or from {1 - rank} to -1, is {axis}", inputs);
    }

    private static int[] Without(Shape shape, int axis) => [.. shape.Dimensions[..axis], .. shape.Dimensions[(axis + 1)..]];

    private static int Product(int[] lengths) => lengths.Aggregate(1, (product, length) => product * length);

    private static Tensor AxisLast(Tensor x, int axis) =>
        axis == x.Rank - 1 ? x : Ops.Transpose(x, [.. Enumerable.Range(0, x.Rank).Where(i => i != axis), axis]);
}
