namespace MlNetDeep.Tensors;

public sealed partial class Tensor
{
    /// <summary>A tensor of zeros.</summary>
    /// <param name="shape">The lengths of the axes.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Zeros(Shape shape) => Full(shape, 0);

    /// <summary>A tensor of ones.</summary>
    /// <param name="shape">The lengths of the axes.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Ones(Shape shape) => Full(shape, 1);

    /// <summary>A tensor of one repeated number.</summary>
    /// <param name="shape">The lengths of the axes.</param>
    /// <param name="value">The number.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Full(Shape shape, float value)
    {
        Tensor tensor = Allocate(shape);
        Backend.Current.Fill(tensor.Storage, value);
        return tensor;
    }

    /// <summary>A tensor with a copy of the given numbers.</summary>
    /// <param name="values">The numbers in row-major order.</param>
    /// <param name="shape">The lengths of the axes; their product is the number of values.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">The number of values is not that of the elements.</exception>
    public static Tensor From(ReadOnlySpan<float> values, Shape shape)
    {
        if (values.Length != shape.Count) throw new ArgumentException($"a tensor of shape {shape} has {shape.Count} elements, but {values.Length} values were given", nameof(values));
        Tensor tensor = Allocate(shape);
        values.CopyTo(tensor.Span);
        return tensor;
    }

    /// <summary>A tensor without axes.</summary>
    /// <param name="value">Its number.</param>
    /// <returns>The tensor, of shape <c>[]</c>.</returns>
    public static Tensor Scalar(float value) => Full([], value);

    /// <summary>A tensor whose numbers are undefined until they are written; for buffers that are filled at once.</summary>
    /// <param name="shape">The lengths of the axes.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Uninitialized(Shape shape) => Allocate(shape);
}
