namespace MlNetDeep.Tensors;

// Conditions for Where: 1 where they hold and 0 elsewhere. They are constant almost everywhere and have no gradient.
public static partial class Ops
{
    /// <summary>Compares elementwise, with broadcasting. Has no gradient.</summary>
    /// <param name="a">One tensor.</param>
    /// <param name="b">The other.</param>
    /// <returns>1 where <c>a = b</c>, else 0; a NaN equals nothing.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Equal(Tensor a, Tensor b) => Binary("Equal", BinaryFunction.Equal, a, b);

    /// <summary>Compares elementwise, with broadcasting. Has no gradient.</summary>
    /// <param name="a">One tensor.</param>
    /// <param name="b">The other.</param>
    /// <returns>1 where <c>a != b</c>, else 0; a NaN differs from everything.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor NotEqual(Tensor a, Tensor b) => Binary("NotEqual", BinaryFunction.NotEqual, a, b);

    /// <summary>Compares elementwise, with broadcasting. Has no gradient.</summary>
    /// <param name="a">One tensor.</param>
    /// <param name="b">The other.</param>
    /// <returns>1 where <c>a &gt; b</c>, else 0.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Greater(Tensor a, Tensor b) => Binary("Greater", BinaryFunction.Greater, a, b);

    /// <summary>Compares elementwise, with broadcasting. Has no gradient.</summary>
    /// <param name="a">One tensor.</param>
    /// <param name="b">The other.</param>
    /// <returns>1 where <c>a &gt;= b</c>, else 0.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor GreaterOrEqual(Tensor a, Tensor b) => Binary("GreaterOrEqual", BinaryFunction.GreaterOrEqual, a, b);

    /// <summary>Compares elementwise, with broadcasting. Has no gradient.</summary>
    /// <param name="a">One tensor.</param>
    /// <param name="b">The other.</param>
    /// <returns>1 where <c>a &lt; b</c>, else 0.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Less(Tensor a, Tensor b) => Binary("Less", BinaryFunction.Less, a, b);

    /// <summary>Compares elementwise, with broadcasting. Has no gradient.</summary>
    /// <param name="a">One tensor.</param>
    /// <param name="b">The other.</param>
    /// <returns>1 where <c>a &lt;= b</c>, else 0.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor LessOrEqual(Tensor a, Tensor b) => Binary("LessOrEqual", BinaryFunction.LessOrEqual, a, b);
}
