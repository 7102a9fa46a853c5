namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Puts tensors one behind the other along an axis.</summary>
    /// <param name="inputs">At least one; equal in all other axes.</param>
    /// <param name="axis">The axis, negative counting from the end. Default -1, the channels.</param>
    /// <returns>The tensor; its axis is as long as those of the inputs together.</returns>
    /// <exception cref="ArgumentException">There is no input, no such axis, or another axis differs.</exception>
    public static Tensor Concatenate(IReadOnlyList<Tensor> inputs, int axis = -1)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0) throw new ArgumentException("Concatenate needs at least one input", nameof(inputs));
        Tensor[] sources = [.. inputs];
        Shape[] shapes = [.. sources.Select(t => t.Shape)];
        Shape first = shapes[0];
        if (axis < -first.Rank || axis >= first.Rank) ThrowShape("Concatenate", $"axis {axis} must be at least {-first.Rank} and below {first.Rank}", shapes);
        axis = first.Axis(axis);
        int[] lengths = first.ToArray();
        foreach (Shape shape in shapes.AsSpan(1))
        {
            if (shape.Rank != first.Rank) ThrowShape("Concatenate", "the inputs have equally many axes", shapes);
            for (int i = 0; i < shape.Rank; i++)
                if (i != axis && shape[i] != first[i]) ThrowShape("Concatenate", $"the inputs differ in axis {axis} only, but axis {i} is {first[i]} and {shape[i]}", shapes);
            lengths[axis] = checked(lengths[axis] + shape[axis]);
        }

        // Seen as matrices of [axes before, axis and those after], the inputs are blocks of columns.
        int rows = 1, inner = 1;
        foreach (int length in lengths.AsSpan(0, axis)) rows *= length;
        foreach (int length in lengths.AsSpan(axis + 1)) inner *= length;
        int columns = lengths[axis] * inner;
        Tensor y = Tensor.Allocate(new Shape(lengths));
        for (int i = 0, start = 0; i < sources.Length; i++)
        {
            int width = shapes[i][axis] * inner;
            Backend.Current.CopyBlock(sources[i].Storage, 0, width, y.Storage, start, columns, rows, width);
            start += width;
        }
        return Tape.Record(y, gradient =>
        {
            for (int i = 0, start = 0; i < sources.Length; i++)
            {
                int width = shapes[i][axis] * inner;
                if (sources[i].RequiresGrad)
                {
                    Tensor part = Tensor.Allocate(shapes[i]);
                    Backend.Current.CopyBlock(gradient.Storage, start, columns, part.Storage, 0, width, rows, width);
                    sources[i].Accumulate(part);
                }
                start += width;
            }
        }, sources);
    }
}
