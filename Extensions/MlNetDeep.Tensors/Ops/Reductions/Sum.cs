namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Sums over some axes.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes that are summed over, negative ones counting from the end; null or none is all.</param>
    /// <param name="keepDims">Whether these axes stay, with length 1. Default false.</param>
    /// <returns>The sums; 0 where there is nothing to sum.</returns>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public static Tensor Sum(Tensor x, int[]? axes = null, bool keepDims = false) => ScaledSum("Sum", x, axes, keepDims, mean: false);

    /// <summary>Averages over some axes.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes that are averaged over, negative ones counting from the end; null or none is all.</param>
    /// <param name="keepDims">Whether these axes stay, with length 1. Default false.</param>
    /// <returns>The means; NaN where there is nothing to average.</returns>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public static Tensor Mean(Tensor x, int[]? axes = null, bool keepDims = false) => ScaledSum("Mean", x, axes, keepDims, mean: true);

    /// <summary>The mean over height and width.</summary>
    /// <param name="input">[N, H, W, C].</param>
    /// <returns>[N, C].</returns>
    /// <exception cref="ArgumentException">The input has another rank.</exception>
    public static Tensor GlobalAveragePool2D(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != 4) ThrowShape("GlobalAveragePool2D", "the input is [N, H, W, C]", input.Shape);
        return ScaledSum("GlobalAveragePool2D", input, [1, 2], keepDims: false, mean: true);
    }

    private static Tensor ScaledSum(string operation, Tensor x, ReadOnlySpan<int> axes, bool keepDims, bool mean)
    {
        ArgumentNullException.ThrowIfNull(x);
        (Shape kept, Shape result) = ReducedShapes(operation, x.Shape, axes, keepDims);
        int summands = 1;
        for (int axis = 0; axis < x.Rank; axis++)
            if (kept[axis] == 1) summands *= x.Shape[axis];
        float scale = mean ? 1f / summands : 1;
        Tensor y = Tensor.Allocate(result);
        Backend.Current.Sum(x.Storage, x.Shape, scale, y.Storage, kept);
        return Tape.Record(y, gradient =>
        {
            Tensor xGradient = Tensor.Allocate(x.Shape);
            Backend.Current.Broadcast(gradient.Storage, kept, scale, xGradient.Storage, x.Shape);
            x.Accumulate(xGradient);
        }, x);
    }
}
