namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The same numbers under another shape, sharing memory.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="shape">The new shape, with as many elements.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">The shapes differ in their number of elements.</exception>
    public static Tensor Reshape(Tensor x, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Count != shape.Count) ThrowShape("Reshape", $"both shapes have the same number of elements, but {x.Count} are not {shape.Count}", x.Shape, shape);
        return Tape.Record(x.Share(shape), gradient => x.Accumulate(gradient.Share(x.Shape)), x);
    }

    /// <summary>Joins all axes but the first, as between the convolutions and the dense layers of a network.</summary>
    /// <param name="x">[N, ...], at least one axis.</param>
    /// <returns>[N, product of the others], sharing memory.</returns>
    /// <exception cref="ArgumentException">The tensor is a scalar.</exception>
    public static Tensor Flatten(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank == 0) ThrowShape("Flatten", "the input has at least one axis", x.Shape);
        int columns = 1;
        foreach (int length in x.Shape.Dimensions[1..]) columns *= length;
        return Reshape(x, [x.Shape[0], columns]);
    }
}
