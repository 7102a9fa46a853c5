namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The squared error near zero and the absolute error beyond, for regression with outliers (Huber 1964): with
    /// <c>d = output - target</c>, <c>d^2 / 2</c> up to <c>|d| = delta</c>, then <c>delta (|d| - delta / 2)</c>.
    /// </summary>
    /// <param name="output">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="delta">Where the loss becomes linear, above 0. Default 1.</param>
    /// <param name="reduction">What becomes of the losses of the elements. Default their mean.</param>
    /// <param name="weights">
    /// Constant factors of the losses in a shape that broadcasts to that of the output, such as [N, 1] for one per sample; null
    /// (default) is 1. The mean still divides by the number of elements.
    /// </param>
    /// <returns>A scalar, or without reduction the shape of the output. The target has a gradient too.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Delta is not in its range.</exception>
    public static Tensor HuberLoss(Tensor output, Tensor target, float delta = 1, Reduction reduction = Reduction.Mean, Tensor? weights = null)
    {
        if (!(delta > 0)) throw new ArgumentOutOfRangeException(nameof(delta), delta, $"HuberLoss: delta is above 0, but is {delta}");
        return PairLoss("HuberLoss", LossFunction.Huber, output, target, reduction, weights, first: delta);
    }
}
