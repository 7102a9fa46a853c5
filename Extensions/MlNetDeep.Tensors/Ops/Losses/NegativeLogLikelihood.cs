namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The negative log-likelihood of labels: <c>-x[label]</c> for logarithms x of probabilities. After <see cref="LogSoftmax"/> it
    /// is <see cref="SoftmaxCrossEntropy(Tensor, ReadOnlySpan{int}, CrossEntropyOptions?)"/>, with all its options.
    /// </summary>
    /// <param name="logProbabilities">[..., C].</param>
    /// <param name="labels">One class per row, in row-major order: at least 0 and below C, or the index to ignore.</param>
    /// <param name="options">Class weights, label smoothing, reduction; null is the plain mean.</param>
    /// <returns>A scalar, or without reduction one number per row, in the shape without the last axis.</returns>
    /// <exception cref="ArgumentException">The number of labels or class weights does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public static Tensor NegativeLogLikelihood(Tensor logProbabilities, ReadOnlySpan<int> labels, CrossEntropyOptions? options = null)
    {
        const string operation = "NegativeLogLikelihood";
        options ??= new();
        int rows = CheckCrossEntropy(operation, logProbabilities, options), classes = logProbabilities.Shape[-1];
        CheckLabels(operation, logProbabilities, rows, labels, options);
        Tensor losses = Tensor.Allocate(new Shape(logProbabilities.Shape.Dimensions[..^1])), kept = Tensor.Allocate([rows]);
        double divisor = Backend.Current.NegativeLogLikelihood(rows, classes, logProbabilities.Storage, labels, options.ClassWeights, options.LabelSmoothing, options.IgnoreIndex, losses.Storage, kept.Storage);
        float scale = LossScale(operation, options.Reduction, losses.Shape, divisor);
        Tensor y = ReduceLosses(losses, options.Reduction, scale);
        Tape.Record(y, gradient =>
        {
            Tensor xGradient = Tensor.Allocate(logProbabilities.Shape);
            Backend.Current.NegativeLogLikelihoodGradient(rows, classes, kept.Storage, options.ClassWeights, options.LabelSmoothing, options.IgnoreIndex, gradient.Storage, scale, xGradient.Storage);
            kept.Free();
            logProbabilities.Accumulate(xGradient);
        }, logProbabilities);
        if (y.Node is null) kept.Free();
        return y;
    }
}
