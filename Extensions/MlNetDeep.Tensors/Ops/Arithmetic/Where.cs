namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Chooses elementwise between two tensors, with broadcasting.</summary>
    /// <param name="condition">Where it is not 0, a is chosen; a NaN is not 0. No gradient goes to it.</param>
    /// <param name="a">What is taken where the condition holds.</param>
    /// <param name="b">What is taken elsewhere.</param>
    /// <returns>The chosen numbers, in the common shape of all three.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Where(Tensor condition, Tensor a, Tensor b)
    {
        const string name = "Where";
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Shape shape = BroadcastShapes(name, BroadcastShapes(name, condition.Shape, a.Shape), b.Shape);
        Tensor chosen = Repeat(condition, shape), left = Repeat(a, shape), right = Repeat(b, shape), y = Tensor.Allocate(shape);
        Backend.Current.Select(chosen.Storage, left.Storage, right.Storage, y.Storage);
        left.Free();
        right.Free();
        Tape.Record(y, gradient =>
        {
            if (a.RequiresGrad)
            {
                Tensor aGradient = Tensor.Allocate(shape);
                Backend.Current.Select(chosen.Storage, gradient.Storage, null, aGradient.Storage);
                a.Accumulate(SumTo(aGradient, a.Shape, 1));
                aGradient.Free();
            }
            if (b.RequiresGrad)
            {
                Tensor bGradient = Tensor.Allocate(shape);
                Backend.Current.Select(chosen.Storage, null, gradient.Storage, bGradient.Storage);
                b.Accumulate(SumTo(bGradient, b.Shape, 1));
                bGradient.Free();
            }
            chosen.Free();
        }, a, b);
        if (y.Node is null) chosen.Free();
        return y;
    }

    /// <summary>Broadcasts without recording; shares memory where there is nothing to repeat.</summary>
    private static Tensor Repeat(Tensor x, Shape shape)
    {
        if (x.Shape == shape) return x.Share(shape);
        Tensor y = Tensor.Allocate(shape);
        Backend.Current.Broadcast(x.Storage, x.Shape, 1, y.Storage, shape);
        return y;
    }
}
