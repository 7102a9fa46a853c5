namespace MlNetDeep.Tensors;

public abstract partial class Backend
{
    /// <summary>One loss per element.</summary>
    internal abstract void PairLoss(in LossOperands operands, Storage losses);

    /// <summary>y[0] = scale * the sum of the losses, which are not written down.</summary>
    internal abstract void PairLossSum(in LossOperands operands, float scale, Storage y);

    /// <summary>The gradients that are asked for, times scale; yGradient has one element per loss, or one for all.</summary>
    internal abstract void PairLossGradient(in LossOperands operands, Storage yGradient, float scale, Storage? outputGradient, Storage? targetGradient);

    /// <summary>
    /// The loss per row from logarithms of probabilities; keeps the labels in <paramref name="kept"/>. Returns the number that the
    /// mean divides the sum of the losses by.
    /// </summary>
    internal abstract double NegativeLogLikelihood(int rows, int classes, Storage x, ReadOnlySpan<int> labels, ReadOnlySpan<float> classWeights, float labelSmoothing, int ignoreIndex, Storage losses, Storage kept);
    internal abstract void NegativeLogLikelihoodGradient(int rows, int classes, Storage kept, ReadOnlySpan<float> classWeights, float labelSmoothing, int ignoreIndex, Storage yGradient, float scale, Storage xGradient);

    /// <summary>y[row] = sqrt(sum((a - b + offset)^2) + floor).</summary>
    internal abstract void RowDistance(int rows, int columns, Storage a, Storage b, float offset, float floor, Storage y);
    internal abstract void RowDistanceGradient(int rows, int columns, Storage a, Storage b, float offset, Storage y, Storage yGradient, Storage? aGradient, Storage? bGradient);

    /// <summary>y[row] = the cosine of the angle between a[row] and b[row].</summary>
    internal abstract void RowCosine(int rows, int columns, Storage a, Storage b, Storage y);
    internal abstract void RowCosineGradient(int rows, int columns, Storage a, Storage b, Storage yGradient, Storage? aGradient, Storage? bGradient);

    /// <summary>
    /// One loss per sample and channel of [samples, positions, channels]; <paramref name="kept"/>, of as many floats as
    /// <see cref="DiceKeptCount"/> says, is for the gradient.
    /// </summary>
    internal abstract void Dice(int samples, int positions, int channels, float smooth, Storage x, Storage target, Storage losses, Storage kept);
    internal abstract int DiceKeptCount(int samples, int positions, int channels);
    internal abstract void DiceGradient(int samples, int positions, int channels, Storage x, Storage target, Storage kept, Storage yGradient, float scale, Storage? xGradient, Storage? targetGradient);

    /// <summary>One loss per pair of boxes, each x1, y1, x2, y2.</summary>
    internal abstract void BoxLoss(BoxLossFunction function, int pairs, Storage a, Storage b, Storage losses);
    internal abstract void BoxLossGradient(BoxLossFunction function, int pairs, Storage a, Storage b, Storage yGradient, float scale, Storage? aGradient, Storage? bGradient);
}
