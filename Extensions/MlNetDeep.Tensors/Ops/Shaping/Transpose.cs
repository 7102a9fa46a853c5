namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Reorders the axes.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="permutation">For each axis of the result the axis of x that it is, negative ones counting from the end; each
    /// exactly once. None exchanges the last two axes.</param>
    /// <returns>The tensor with axis i of length <c>x.Shape[permutation[i]]</c>.</returns>
    /// <exception cref="ArgumentException">The permutation does not name each axis once.</exception>
    public static Tensor Transpose(Tensor x, params ReadOnlySpan<int> permutation)
    {
        ArgumentNullException.ThrowIfNull(x);
        int rank = x.Rank;
        var order = new int[rank];
        if (permutation.IsEmpty)
        {
            if (rank < 2) ThrowShape("Transpose", "without a permutation the input has at least two axes", x.Shape);
            for (int axis = 0; axis < rank; axis++) order[axis] = axis;
            (order[^1], order[^2]) = (rank - 2, rank - 1);
        }
        else
        {
            var seen = new bool[rank];
            if (permutation.Length != rank) ThrowShape("Transpose", $"the permutation names each of the {rank} axes once, but has {permutation.Length} entries", x.Shape);
            for (int i = 0; i < rank; i++)
            {
                int axis = permutation[i] < 0 ? permutation[i] + rank : permutation[i];
                if (axis < 0 || axis >= rank || seen[axis]) ThrowShape("Transpose", $"the permutation names each axis once, but entry {i} is {permutation[i]}", x.Shape);
                seen[axis] = true;
                order[i] = axis;
            }
        }
        return Tape.Record(Permute(x, order), gradient =>
        {
            var back = new int[rank];
            for (int i = 0; i < rank; i++) back[order[i]] = i;
            x.Accumulate(Permute(gradient, back));
        }, x);
    }

    private static Tensor Permute(Tensor x, int[] order)
    {
        Span<long> strides = stackalloc long[x.Rank], from = stackalloc long[x.Rank], to = stackalloc long[x.Rank];
        RowMajor(x.Shape, strides);
        var lengths = new int[x.Rank];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = x.Shape[order[i]];
            from[i] = strides[order[i]];
        }
        Tensor y = Tensor.Allocate(new Shape(lengths));
        RowMajor(y.Shape, to);
        Backend.Current.CopyStrided(lengths, x.Storage, 0, from, y.Storage, 0, to);
        return y;
    }

    /// <summary>The distances between neighbours along each axis.</summary>
    private static void RowMajor(Shape shape, Span<long> strides)
    {
        long stride = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }
    }
}
