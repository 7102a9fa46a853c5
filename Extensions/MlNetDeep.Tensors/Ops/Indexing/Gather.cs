namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Takes entries of an axis by their indices, such as some rows of a table.</summary>
    /// <param name="x">At least one axis.</param>
    /// <param name="indices">Indices along the axis, from 0 up to below its length; any number and order, repeats add up in the gradient.</param>
    /// <param name="axis">The axis, negative counting from the end. Default 0.</param>
    /// <returns>The tensor, whose axis is as long as there are indices.</returns>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not one of the axis.</exception>
    public static Tensor Gather(Tensor x, ReadOnlySpan<int> indices, int axis = 0)
    {
        (axis, _) = CheckSlice("Gather", x, axis, 0, 0, 1);
        CheckIndices("Gather", indices, x.Shape[axis], x.Shape);
        int[] lengths = x.Shape.ToArray();
        lengths[axis] = indices.Length;
        return GatherRows(x, axis, indices.ToArray(), new Shape(lengths));
    }

    /// <summary>Takes one number per element of an index tensor along an axis: <c>y[i, j] = x[index[i, j], j]</c> for axis 0.</summary>
    /// <param name="x">At least one axis.</param>
    /// <param name="indices">Indices along the axis, row-major in the shape of the result.</param>
    /// <param name="indexShape">The shape of the result, equal to that of x but in the axis.</param>
    /// <param name="axis">The axis, negative counting from the end. Default -1.</param>
    /// <returns>The tensor of the index's shape. The convention of PyTorch's <c>gather</c>.</returns>
    /// <exception cref="ArgumentException">There is no such axis, or the shapes differ elsewhere.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not one of the axis.</exception>
    public static Tensor GatherElements(Tensor x, ReadOnlySpan<int> indices, Shape indexShape, int axis = -1)
    {
        const string name = "GatherElements";
        (axis, _) = CheckSlice(name, x, axis, 0, 0, 1);
        int rank = x.Rank, along = axis;
        if (indexShape.Rank != rank) ThrowShape(name, "the indices have as many axes as the input", x.Shape, indexShape);
        for (int i = 0; i < rank; i++)
            if (i != axis && indexShape[i] != x.Shape[i]) ThrowShape(name, $"the indices differ from the input in axis {axis} only, but axis {i} is {indexShape[i]} and {x.Shape[i]}", x.Shape, indexShape);
        if (indices.Length != indexShape.Count) ThrowShape(name, $"there is one index per element of the result, {indexShape.Count}, but there are {indices.Length}", x.Shape, indexShape);
        CheckIndices(name, indices, x.Shape[axis], x.Shape);
        int[] own = indices.ToArray();
        (int outer, int inner) = Around(x.Shape, axis);
        Tensor y = Tensor.Allocate(indexShape);
        Backend.Current.GatherElements(x.Storage, outer, x.Shape[axis], inner, indexShape[axis], own, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor xGradient = Tensor.Zeros(x.Shape);
            Backend.Current.ScatterElements(gradient.Storage, outer, x.Shape[along], inner, indexShape[along], own, xGradient.Storage);
            x.Accumulate(xGradient);
        }, x);
    }

    /// <summary>Looks rows of a table up, as for words or categories.</summary>
    /// <param name="weight">[entries, dimensions], the table.</param>
    /// <param name="indices">One index per element of <paramref name="indexShape"/>, from 0 up to below the number of entries.</param>
    /// <param name="indexShape">The shape of the indices, such as [samples, words].</param>
    /// <param name="paddingIndex">The entry that gets no gradient, such as that of the padding; null (default) for none.</param>
    /// <returns>[the shape of the indices..., dimensions].</returns>
    /// <exception cref="ArgumentException">The table has another rank, or the number of indices is not that of the shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index, or the padding index, is not one of the table.</exception>
    public static Tensor Embedding(Tensor weight, ReadOnlySpan<int> indices, Shape indexShape, int? paddingIndex = null)
    {
        const string name = "Embedding";
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Rank != 2) ThrowShape(name, "the table is [entries, dimensions]", weight.Shape);
        if (indices.Length != indexShape.Count) ThrowShape(name, $"there is one index per element of the indices' shape, {indexShape.Count}, but there are {indices.Length}", weight.Shape, indexShape);
        CheckIndices(name, indices, weight.Shape[0], weight.Shape);
        if (paddingIndex is int padding && (uint)padding >= (uint)weight.Shape[0])
            throw new ArgumentOutOfRangeException(nameof(paddingIndex), padding, $"Embedding: the padding index is at least 0 and below {weight.Shape[0]}, but is {padding}");
        return GatherRows(weight, 0, indices.ToArray(), [.. indexShape, weight.Shape[1]], paddingIndex);
    }

    /// <summary>A one for the class of each label, zeros elsewhere. Has no gradient.</summary>
    /// <param name="labels">The classes, from 0 up to below their number.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>[labels, classes].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A label is not one of the classes.</exception>
    public static Tensor OneHot(ReadOnlySpan<int> labels, int classes)
    {
        Shape shape = [labels.Length, classes];
        CheckIndices("OneHot", labels, classes, shape);
        Tensor y = Tensor.Zeros(shape);
        Span<float> numbers = y.Span;
        for (int i = 0; i < labels.Length; i++) numbers[(i * classes) + labels[i]] = 1;
        return y;
    }

    private static Tensor GatherRows(Tensor x, int axis, int[] indices, Shape shape, int? paddingIndex = null)
    {
        (int outer, int inner) = Around(x.Shape, axis);
        int length = x.Shape[axis];
        Tensor y = Tensor.Allocate(shape);
        Backend.Current.GatherRows(x.Storage, outer, length, inner, indices, y.Storage);
        return Tape.Record(y, gradient =>
        {
            int[] counted = paddingIndex is int padding ? Array.ConvertAll(indices, index => index == padding ? -1 : index) : indices;
            Tensor xGradient = Tensor.Zeros(x.Shape);
            Backend.Current.ScatterRows(gradient.Storage, outer, length, inner, counted, xGradient.Storage);
            x.Accumulate(xGradient);
        }, x);
    }

    /// <summary>The products of the lengths before and after an axis.</summary>
    private static (int Outer, int Inner) Around(Shape shape, int axis)
    {
        int outer = 1, inner = 1;
        foreach (int length in shape.Dimensions[..axis]) outer *= length;
        foreach (int length in shape.Dimensions[(axis + 1)..]) inner *= length;
        return (outer, inner);
    }

    private static void CheckIndices(string operation, ReadOnlySpan<int> indices, int length, Shape shape)
    {
        for (int i = 0; i < indices.Length; i++)
            if ((uint)indices[i] >= (uint)length)
                throw new ArgumentOutOfRangeException(nameof(indices), indices[i], $"{operation}: indices are at least 0 and below {length}, but number {i} is {indices[i]}; received shape {shape}");
    }
}
