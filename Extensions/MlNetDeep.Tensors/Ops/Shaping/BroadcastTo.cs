namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Repeats axes of length 1, or missing ones, so that the tensor gets a shape.</summary>
    /// <param name="x">A shape that broadcasts to the other: aligned at the innermost axis.</param>
    /// <param name="shape">The shape.</param>
    /// <returns>The tensor of that shape.</returns>
    /// <exception cref="ArgumentException">The shape does not broadcast to the other.</exception>
    public static Tensor BroadcastTo(Tensor x, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (BroadcastShapes("BroadcastTo", x.Shape, shape) != shape) ThrowShape("BroadcastTo", "each axis has the length of the other shape's or 1", x.Shape, shape);
        return Tape.Record(Repeat(x, shape), gradient => x.Accumulate(SumTo(gradient, x.Shape, 1)), x);
    }

    /// <summary>Repeats a tensor along its axes, one copy after the other.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="repeats">For each axis how often it is repeated, at least 0.</param>
    /// <returns>The tensor, each axis as many times as long.</returns>
    /// <exception cref="ArgumentException">There is not one number of repeats per axis.</exception>
    public static Tensor Tile(Tensor x, params ReadOnlySpan<int> repeats)
    {
        ArgumentNullException.ThrowIfNull(x);
        int rank = x.Rank;
        if (repeats.Length != rank) ThrowShape("Tile", $"there is one number of repeats per axis, {rank}, but there are {repeats.Length}", x.Shape);
        int[] ones = new int[2 * rank], repeated = new int[2 * rank], lengths = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            if (repeats[axis] < 0) ThrowShape("Tile", $"the repeats are at least 0, but those of axis {axis} are {repeats[axis]}", x.Shape);
            ones[2 * axis] = 1;
            repeated[2 * axis] = repeats[axis];
            ones[(2 * axis) + 1] = repeated[(2 * axis) + 1] = x.Shape[axis];
            lengths[axis] = checked(repeats[axis] * x.Shape[axis]);
        }
        return Reshape(BroadcastTo(Reshape(x, new Shape(ones)), new Shape(repeated)), new Shape(lengths));
    }

    /// <summary>Adds an axis of length 1.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">Where it will be, negative counting from the end of the result.</param>
    /// <returns>The tensor, sharing memory.</returns>
    /// <exception cref="ArgumentException">The axis is not one of the result.</exception>
    public static Tensor ExpandDims(Tensor x, int axis)
    {
        ArgumentNullException.ThrowIfNull(x);
        int rank = x.Rank + 1;
        if (axis < -rank || axis >= rank) ThrowShape("ExpandDims", $"axis {axis} must be at least {-rank} and below {rank}", x.Shape);
        var lengths = new List<int>(x.Shape.ToArray());
        lengths.Insert(axis < 0 ? axis + rank : axis, 1);
        return Reshape(x, new Shape(lengths.ToArray()));
    }

    /// <summary>Removes axes of length 1.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, negative ones counting from the end, each of length 1; none removes all that are.</param>
    /// <returns>The tensor, sharing memory.</returns>
    /// <exception cref="ArgumentException">There is no such axis, or it has another length.</exception>
    public static Tensor Squeeze(Tensor x, params ReadOnlySpan<int> axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        var removed = new bool[x.Rank];
        for (int axis = 0; axis < x.Rank && axes.IsEmpty; axis++) removed[axis] = x.Shape[axis] == 1;
        foreach (int axis in axes)
        {
            if (axis < -x.Rank || axis >= x.Rank) ThrowShape("Squeeze", $"axis {axis} must be at least {-x.Rank} and below {x.Rank}", x.Shape);
            if (x.Shape[axis] != 1) ThrowShape("Squeeze", $"axis {axis} has length 1, but it is {x.Shape[axis]}", x.Shape);
            removed[x.Shape.Axis(axis)] = true;
        }
        var lengths = new List<int>();
        for (int axis = 0; axis < x.Rank; axis++)
            if (!removed[axis]) lengths.Add(x.Shape[axis]);
        return Reshape(x, new Shape(lengths.ToArray()));
    }

    /// <summary>Puts tensors of one shape side by side along a new axis.</summary>
    /// <param name="inputs">At least one, all of the same shape.</param>
    /// <param name="axis">Where the new axis will be, negative counting from the end of the result. Default 0.</param>
    /// <returns>The tensor; the new axis is as long as there are inputs.</returns>
    /// <exception cref="ArgumentException">There is no input, a shape differs, or there is no such axis.</exception>
    public static Tensor Stack(IReadOnlyList<Tensor> inputs, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0) throw new ArgumentException("Stack needs at least one input", nameof(inputs));
        Shape[] shapes = [.. inputs.Select(input => input.Shape)];
        if (shapes.Any(shape => shape != shapes[0])) ThrowShape("Stack", "the inputs have the same shape", shapes);
        int rank = shapes[0].Rank + 1;
        if (axis < -rank || axis >= rank) ThrowShape("Stack", $"axis {axis} must be at least {-rank} and below {rank}", shapes);
        return Concatenate([.. inputs.Select(input => ExpandDims(input, axis))], axis);
    }
}
