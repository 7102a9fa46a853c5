namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The smallest numbers over some axes. Equal smallest numbers share the gradient; a NaN wins.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes that are searched, negative ones counting from the end; null or none is all.</param>
    /// <param name="keepDims">Whether these axes stay, with length 1. Default false.</param>
    /// <returns>The smallest numbers; infinity where there is nothing to search.</returns>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public static Tensor Min(Tensor x, int[]? axes = null, bool keepDims = false) => Extreme("Min", x, axes, keepDims, maximum: false);

    /// <summary>Where the smallest number of each row is, such as the nearest neighbour. Has no gradient.</summary>
    /// <param name="x">[..., C], C at least 1.</param>
    /// <returns>One index per row, the first when several are equal; that of a NaN when there is one.</returns>
    /// <exception cref="ArgumentException">The last axis is missing or empty.</exception>
    public static int[] ArgMin(Tensor x) => ArgExtreme("ArgMin", x, maximum: false);
}
