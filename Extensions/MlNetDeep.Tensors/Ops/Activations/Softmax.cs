namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Probabilities from logits over the last axis: <c>exp(x) / sum(exp(x))</c>, without overflow.</summary>
    /// <param name="x">[..., C].</param>
    /// <returns>The same shape; each row sums to 1.</returns>
    /// <exception cref="ArgumentException">The input is a scalar.</exception>
    public static Tensor Softmax(Tensor x) => Softmax("Softmax", x, logarithm: false);

    /// <summary>Logarithms of the probabilities over the last axis: <c>x - log(sum(exp(x)))</c>, without overflow.</summary>
    /// <param name="x">[..., C].</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentException">The input is a scalar.</exception>
    public static Tensor LogSoftmax(Tensor x) => Softmax("LogSoftmax", x, logarithm: true);

    private static Tensor Softmax(string operation, Tensor x, bool logarithm)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank == 0) ThrowShape(operation, "the input has at least one axis", x.Shape);
        int rows = RowsOf(x.Shape), columns = x.Shape[-1];
        Tensor y = Tensor.Allocate(x.Shape);
        Backend.Current.Softmax(rows, columns, x.Storage, logarithm, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor xGradient = Tensor.Allocate(x.Shape);
            Backend.Current.SoftmaxGradient(rows, columns, y.Storage, logarithm, gradient.Storage, xGradient.Storage);
            x.Accumulate(xGradient);
        }, x);
    }
}
