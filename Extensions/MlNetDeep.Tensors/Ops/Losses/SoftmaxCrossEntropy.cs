namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The cross-entropy between the softmax of logits and labels; one fused kernel that never overflows.</summary>
    /// <param name="logits">[..., C].</param>
    /// <param name="labels">One class per row, in row-major order: at least 0 and below C, or the index to ignore.</param>
    /// <param name="options">Class weights, label smoothing, reduction; null is the plain mean.</param>
    /// <returns>A scalar, or without reduction one number per row, in the shape of the logits without the last axis.</returns>
    /// <exception cref="ArgumentException">The number of labels or class weights does not fit the logits.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public static Tensor SoftmaxCrossEntropy(Tensor logits, ReadOnlySpan<int> labels, CrossEntropyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        options ??= new();
        int rows = CheckCrossEntropy("SoftmaxCrossEntropy", logits, options);
        CheckLabels("SoftmaxCrossEntropy", logits, rows, labels, options);
        return CrossEntropy(logits, rows, labels, null, options);
    }

    /// <summary>The cross-entropy between the softmax of logits and target probabilities.</summary>
    /// <param name="logits">[..., C].</param>
    /// <param name="targets">Probabilities of the same shape; taken as constants, without a gradient.</param>
    /// <param name="options">Class weights, label smoothing, reduction; null is the plain mean.</param>
    /// <returns>A scalar, or without reduction one number per row, in the shape of the logits without the last axis.</returns>
    /// <exception cref="ArgumentException">The shapes or the number of class weights do not fit.</exception>
    public static Tensor SoftmaxCrossEntropy(Tensor logits, Tensor targets, CrossEntropyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(targets);
        options ??= new();
        int rows = CheckCrossEntropy("SoftmaxCrossEntropy", logits, options);
        if (targets.Shape != logits.Shape) ThrowShape("SoftmaxCrossEntropy", "the target probabilities have the shape of the logits", logits.Shape, targets.Shape);
        return CrossEntropy(logits, rows, default, targets, options);
    }

    private static Tensor CrossEntropy(Tensor logits, int rows, ReadOnlySpan<int> labels, Tensor? targets, CrossEntropyOptions options)
    {
        int classes = logits.Shape[-1];
        Tensor losses = Tensor.Allocate(new Shape(logits.Shape.Dimensions[..^1]));
        // The derivative by the logits is almost the softmax itself, so the forward pass leaves it behind.
        Tensor derivative = Tensor.Allocate(logits.Shape);
        double divisor = Backend.Current.CrossEntropy(rows, classes, logits.Storage, labels, targets?.Storage, options.ClassWeights, options.LabelSmoothing, options.IgnoreIndex, losses.Storage, derivative.Storage);
        float scale = LossScale("SoftmaxCrossEntropy", options.Reduction, losses.Shape, divisor);
        Tensor y = ReduceLosses(losses, options.Reduction, scale);
        Tape.Record(y, gradient =>
        {
            Tensor logitsGradient = Tensor.Allocate(logits.Shape);
            Backend.Current.ScaleRows(rows, classes, derivative.Storage, gradient.Storage, scale, logitsGradient.Storage);
            derivative.Free();
            logits.Accumulate(logitsGradient);
        }, logits);
        if (y.Node is null) derivative.Free();
        return y;
    }
}
