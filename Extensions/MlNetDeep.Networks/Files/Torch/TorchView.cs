using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>A tensor of a checkpoint: a strided view of a storage, checked to lie within it.</summary>
internal sealed record TorchView(TorchStorage Storage, long Offset, Shape Shape, long[] Strides)
{
    private const int MaxRank = 64;

    public static TorchView Create(TorchStorage storage, long offset, long[] sizes, long[] strides, string source)
    {
        string what = $"{source} has a tensor of shape [{string.Join(", ", sizes.Take(MaxRank))}] in storage '{storage.Key}'";
        if (sizes.Length > MaxRank) throw new InvalidDataException($"{what} with {sizes.Length} axes; at most {MaxRank} are allowed");
        if (strides.Length != sizes.Length) throw new InvalidDataException($"{what} with {strides.Length} strides");
        Int128 count = 1, last = offset;
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (sizes[axis] is < 0 or > int.MaxValue) throw new InvalidDataException($"{what}; 0 to {int.MaxValue} is possible for an axis");
            if (strides[axis] < 0) throw new InvalidDataException($"{what} with the stride {strides[axis]}");
            // Kept below the product of two longs, so that it cannot overflow.
            count = Int128.Min(count * sizes[axis], long.MaxValue);
            last += (Int128)(sizes[axis] - 1) * strides[axis];
        }
        if (sizes.Contains(0)) count = 0;
        if (count > int.MaxValue) throw new InvalidDataException($"{what} with more than {int.MaxValue} numbers");
        if (offset < 0 || (count > 0 && last >= storage.Count))
            throw new InvalidDataException($"{what} that begins at {offset} and ends at {last}, outside of the storage's {storage.Count} numbers");
        return new TorchView(storage, offset, new Shape([.. sizes.Select(size => (int)size)]), strides);
    }

    /// <summary>Copies the numbers of the view out of its storage, row-major.</summary>
    public Tensor Read(float[] storage)
    {
        Tensor tensor = Tensor.Uninitialized(Shape);
        Span<float> numbers = tensor.Span;
        if (numbers.Length == 0) return tensor;
        if (IsContiguous)
        {
            storage.AsSpan((int)Offset, numbers.Length).CopyTo(numbers);
            return tensor;
        }
        var index = new int[Shape.Rank];
        long from = Offset;
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = storage[from];
            for (int axis = index.Length - 1; axis >= 0; axis--)
            {
                from += Strides[axis];
                if (++index[axis] < Shape[axis]) break;
                from -= index[axis] * Strides[axis];
                index[axis] = 0;
            }
        }
        return tensor;
    }

    private bool IsContiguous
    {
        get
        {
            long expected = 1;
            for (int axis = Shape.Rank - 1; axis >= 0; expected *= Shape[axis--])
                if (Shape[axis] > 1 && Strides[axis] != expected) return false;
            return true;
        }
    }
}
