namespace MlNetDeep.Tensors;

public sealed partial class Tensor
{
    /// <summary>Adds elementwise, with broadcasting.</summary>
    /// <param name="left">One summand.</param>
    /// <param name="right">The other.</param>
    public static Tensor operator +(Tensor left, Tensor right) => Ops.Add(left, right);

    /// <summary>Adds a number to each element.</summary>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number.</param>
    public static Tensor operator +(Tensor left, float right) => Ops.Affine(left, 1, right);

    /// <summary>Subtracts elementwise, with broadcasting.</summary>
    /// <param name="left">What is subtracted from.</param>
    /// <param name="right">What is subtracted.</param>
    public static Tensor operator -(Tensor left, Tensor right) => Ops.Subtract(left, right);

    /// <summary>Subtracts a number from each element.</summary>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number.</param>
    public static Tensor operator -(Tensor left, float right) => Ops.Affine(left, 1, -right);

    /// <summary>Changes the sign of each element.</summary>
    /// <param name="value">The tensor.</param>
    public static Tensor operator -(Tensor value) => Ops.Affine(value, -1, 0);

    /// <summary>Multiplies elementwise, with broadcasting.</summary>
    /// <param name="left">One factor.</param>
    /// <param name="right">The other.</param>
    public static Tensor operator *(Tensor left, Tensor right) => Ops.Multiply(left, right);

    /// <summary>Multiplies each element by a number.</summary>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number.</param>
    public static Tensor operator *(Tensor left, float right) => Ops.Affine(left, right, 0);

    /// <summary>Multiplies each element by a number.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The tensor.</param>
    public static Tensor operator *(float left, Tensor right) => Ops.Affine(right, left, 0);

    /// <summary>Divides elementwise, with broadcasting.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    public static Tensor operator /(Tensor left, Tensor right) => Ops.Divide(left, right);

    /// <summary>Divides each element by a number.</summary>
    /// <param name="left">The tensor.</param>
    /// <param name="right">The number.</param>
    public static Tensor operator /(Tensor left, float right) => Ops.Affine(left, 1 / right, 0);

    /// <summary>The same numbers under another shape of the same size, sharing memory.</summary>
    /// <param name="shape">The new shape.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">The shapes differ in their number of elements.</exception>
    public Tensor Reshape(Shape shape) => Ops.Reshape(this, shape);
}
