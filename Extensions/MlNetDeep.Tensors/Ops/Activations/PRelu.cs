namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Parametric rectified linear unit (He et al. 2015): <c>x</c> above 0, else <c>slope * x</c> with learned slopes. At 0 the
    /// gradient is the slope's, as in PyTorch.
    /// </summary>
    /// <param name="x">[..., C]; any shape when there is one slope.</param>
    /// <param name="slope">[1], or [C] with one slope per channel.</param>
    /// <returns>The shape of x.</returns>
    /// <exception cref="ArgumentException">There are neither one nor C slopes.</exception>
    public static Tensor PRelu(Tensor x, Tensor slope)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(slope);
        if (slope.Rank != 1 || (slope.Count != 1 && (x.Rank == 0 || slope.Count != x.Shape[-1])))
            ThrowShape("PRelu", "the slope is [1], or [C] with one number per channel, the last axis", x.Shape, slope.Shape);
        Tensor y = Tensor.Allocate(x.Shape);
        Backend.Current.PRelu(x.Storage, slope.Storage, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor? xGradient = x.RequiresGrad ? Tensor.Allocate(x.Shape) : null;
            Tensor slopeGradient = Tensor.Allocate(slope.Shape);
            Backend.Current.PReluGradient(x.Storage, slope.Storage, gradient.Storage, xGradient?.Storage, slopeGradient.Storage);
            if (xGradient is not null) x.Accumulate(xGradient);
            AccumulateOrFree(slope, slopeGradient);
        }, x, slope);
    }
}
