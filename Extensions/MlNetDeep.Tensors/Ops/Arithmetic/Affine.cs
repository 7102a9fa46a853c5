namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Multiplies each element by a number and adds another.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="scale">The factor.</param>
    /// <param name="shift">The summand.</param>
    /// <returns><c>scale * x + shift</c>.</returns>
    public static Tensor Affine(Tensor x, float scale, float shift)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor y = Tensor.Allocate(x.Shape);
        Backend.Current.Affine(x.Storage, scale, shift, y.Storage);
        return Tape.Record(y, gradient => x.Accumulate(SumTo(gradient, x.Shape, scale)), x);
    }
}
