namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Takes a part of an axis.</summary>
    /// <param name="x">At least one axis.</param>
    /// <param name="axis">The axis, negative counting from the end.</param>
    /// <param name="start">The first index, negative counting from the end.</param>
    /// <param name="length">How many indices are taken; the last one lies within the axis.</param>
    /// <param name="step">The distance between them, at least 1. Default 1.</param>
    /// <returns>The tensor, whose axis has the given length.</returns>
    /// <exception cref="ArgumentException">There is no such axis, or the part leaves it.</exception>
    public static Tensor Slice(Tensor x, int axis, int start, int length, int step = 1)
    {
        (axis, start) = CheckSlice("Slice", x, axis, start, length, step);
        return Tape.Record(Part(x, axis, start, length, step), gradient =>
        {
            Tensor xGradient = Tensor.Zeros(x.Shape);
            CopyPart(xGradient, axis, start, length, step, gradient, write: true);
            x.Accumulate(xGradient);
        }, x);
    }

    /// <summary>Cuts a tensor along an axis.</summary>
    /// <param name="x">At least one axis.</param>
    /// <param name="sizes">The lengths of the parts, which add up to that of the axis.</param>
    /// <param name="axis">The axis, negative counting from the end. Default -1, the channels.</param>
    /// <returns>The parts.</returns>
    /// <exception cref="ArgumentException">There is no such axis, or the sizes do not add up to its length.</exception>
    public static Tensor[] Split(Tensor x, ReadOnlySpan<int> sizes, int axis = -1)
    {
        (axis, _) = CheckSlice("Split", x, axis, 0, 0, 1);
        long sum = 0;
        bool negative = false;
        foreach (int size in sizes)
        {
            negative |= size < 0;
            sum += size;
        }
        if (negative || sum != x.Shape[axis]) ThrowShape("Split", $"the sizes are at least 0 and add up to the length {x.Shape[axis]} of axis {axis}, but are {string.Join(", ", sizes.ToArray())}", x.Shape);
        int[] lengths = sizes.ToArray();
        var parts = new Tensor[lengths.Length];
        for (int i = 0, start = 0; i < parts.Length; start += lengths[i++]) parts[i] = Part(x, axis, start, lengths[i], 1);
        JointOutputs.Record(parts, gradients =>
        {
            Tensor xGradient = Tensor.Allocate(x.Shape);
            for (int i = 0, start = 0; i < lengths.Length; start += lengths[i++])
            {
                Tensor part = gradients[i] ?? Tensor.Zeros(parts[i].Shape);
                CopyPart(xGradient, axis, start, lengths[i], 1, part, write: true);
                if (gradients[i] is null) part.Free();
            }
            x.Accumulate(xGradient);
        }, x);
        return parts;
    }

    /// <summary>Cuts a tensor along an axis into parts of equal length.</summary>
    /// <param name="x">At least one axis.</param>
    /// <param name="parts">The number of parts, which divides the length of the axis.</param>
    /// <param name="axis">The axis, negative counting from the end. Default -1, the channels.</param>
    /// <returns>The parts.</returns>
    /// <exception cref="ArgumentException">There is no such axis, or the number does not divide its length.</exception>
    public static Tensor[] Split(Tensor x, int parts, int axis = -1)
    {
        (axis, _) = CheckSlice("Split", x, axis, 0, 0, 1);
        if (parts < 1 || x.Shape[axis] % parts != 0) ThrowShape("Split", $"the number of parts is at least 1 and divides the length {x.Shape[axis]} of axis {axis}, but is {parts}", x.Shape);
        var sizes = new int[parts];
        sizes.AsSpan().Fill(x.Shape[axis] / parts);
        return Split(x, sizes, axis);
    }

    /// <summary>Reverses the order along some axes.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes, negative ones counting from the end; at least one, such as the width of images.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentException">There is no such axis, or none is given.</exception>
    public static Tensor Flip(Tensor x, params ReadOnlySpan<int> axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (axes.IsEmpty) ThrowShape("Flip", "at least one axis is given", x.Shape);
        var flipped = new bool[x.Rank];
        foreach (int axis in axes)
        {
            if (axis < -x.Rank || axis >= x.Rank) ThrowShape("Flip", $"axis {axis} must be at least {-x.Rank} and below {x.Rank}", x.Shape);
            flipped[x.Shape.Axis(axis)] = true;
        }
        return Tape.Record(Flipped(x, flipped), gradient => x.Accumulate(Flipped(gradient, flipped)), x);
    }

    private static Tensor Flipped(Tensor x, bool[] flipped)
    {
        Span<long> from = stackalloc long[x.Rank], to = stackalloc long[x.Rank];
        RowMajor(x.Shape, to);
        long start = 0;
        for (int axis = 0; axis < x.Rank; axis++)
        {
            from[axis] = flipped[axis] ? -to[axis] : to[axis];
            if (flipped[axis]) start += (x.Shape[axis] - 1) * to[axis];
        }
        Tensor y = Tensor.Allocate(x.Shape);
        if (x.Count > 0) Backend.Current.CopyStrided(x.Shape.Dimensions, x.Storage, start, from, y.Storage, 0, to);
        return y;
    }

    private static Tensor Part(Tensor x, int axis, int start, int length, int step)
    {
        int[] lengths = x.Shape.ToArray();
        lengths[axis] = length;
        Tensor y = Tensor.Allocate(new Shape(lengths));
        CopyPart(x, axis, start, length, step, y, write: false);
        return y;
    }

    /// <summary>Copies between a part of an axis and a tensor of its own.</summary>
    private static void CopyPart(Tensor whole, int axis, int start, int length, int step, Tensor part, bool write)
    {
        if (part.Count == 0) return;
        Span<long> strides = stackalloc long[whole.Rank], own = stackalloc long[whole.Rank];
        RowMajor(whole.Shape, strides);
        RowMajor(part.Shape, own);
        long first = start * strides[axis];
        strides[axis] *= step;
        if (write) Backend.Current.CopyStrided(part.Shape.Dimensions, part.Storage, 0, own, whole.Storage, first, strides);
        else Backend.Current.CopyStrided(part.Shape.Dimensions, whole.Storage, first, strides, part.Storage, 0, own);
    }

    private static (int Axis, int Start) CheckSlice(string operation, Tensor x, int axis, int start, int length, int step)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (axis < -x.Rank || axis >= x.Rank) ThrowShape(operation, $"axis {axis} must be at least {-x.Rank} and below {x.Rank}", x.Shape);
        axis = x.Shape.Axis(axis);
        int size = x.Shape[axis], first = start < 0 ? start + size : start;
        if (step < 1) ThrowShape(operation, $"the step is at least 1, but is {step}", x.Shape);
        if (length < 0 || first < 0 || first > size || (length > 0 && first + ((length - 1L) * step) >= size))
            ThrowShape(operation, $"a start of {start}, a length of {length} and a step of {step} must stay within axis {axis} of length {size}", x.Shape);
        return (axis, first);
    }
}
