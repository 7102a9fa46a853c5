namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// How far predicted regions are from overlapping the true ones, for segmentation with small or rare regions (Milletari et al.
    /// 2016): per sample and class <c>1 - (2 sum(p t) + smooth) / (sum(p) + sum(t) + smooth)</c> with <c>p = sigmoid(x)</c>.
    /// </summary>
    /// <param name="logits">[N, ..., C]; summed over the axes in between.</param>
    /// <param name="targets">The same shape: 1 inside the region of the class, else 0.</param>
    /// <param name="smooth">Keeps the loss of an empty region defined, at least 0. Default 1.</param>
    /// <param name="reduction">What becomes of the losses of the samples and classes. Default their mean.</param>
    /// <returns>A scalar, or without reduction [N, C]. The targets have a gradient too.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Smooth is not in its range.</exception>
    public static Tensor DiceLoss(Tensor logits, Tensor targets, float smooth = 1, Reduction reduction = Reduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(targets);
        CheckAtLeastZero("DiceLoss", nameof(smooth), smooth);
        if (logits.Rank < 2 || logits.Shape != targets.Shape) ThrowShape("DiceLoss", "logits and targets are [N, ..., C] of the same shape", logits.Shape, targets.Shape);
        int samples = logits.Shape[0], channels = logits.Shape[-1], positions = 1;
        foreach (int length in logits.Shape.Dimensions[1..^1]) positions *= length;
        float scale = LossScale("DiceLoss", reduction, logits.Shape, (double)samples * channels);
        Tensor losses = Tensor.Allocate([samples, channels]), kept = Tensor.Allocate([Backend.Current.DiceKeptCount(samples, positions, channels)]);
        Backend.Current.Dice(samples, positions, channels, smooth, logits.Storage, targets.Storage, losses.Storage, kept.Storage);
        Tensor y = ReduceLosses(losses, reduction, scale);
        Tape.Record(y, gradient =>
        {
            Tensor? logitsGradient = GradientFor(logits), targetsGradient = GradientFor(targets);
            Backend.Current.DiceGradient(samples, positions, channels, logits.Storage, targets.Storage, kept.Storage, gradient.Storage, scale, logitsGradient?.Storage, targetsGradient?.Storage);
            kept.Free();
            Accumulate(logits, logitsGradient, targets, targetsGradient);
        }, logits, targets);
        if (y.Node is null) kept.Free();
        return y;
    }
}
