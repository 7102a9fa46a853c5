namespace MlNetDeep.Tensors;

// What all losses share: the checks of their operands, the loop-free part of an elementwise loss, and reductions.
public static partial class Ops
{
    /// <summary>An elementwise loss with its gradients.</summary>
    private static Tensor PairLoss(string operation, LossFunction function, Tensor output, Tensor target, Reduction reduction, Tensor? weights = null, Tensor? positiveWeights = null, float first = 0, float second = 0)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(target);
        if (output.Shape != target.Shape) ThrowShape(operation, "output and target have the same shape", output.Shape, target.Shape);
        Shape shape = output.Shape;
        float scale = LossScale(operation, reduction, shape, shape.Count);
        Tensor? w = Expand(operation, "weights", weights, shape), p = Expand(operation, "weights of positives", positiveWeights, shape);
        var operands = new LossOperands(function, first, second, output.Storage, target.Storage, w?.Storage, p?.Storage);
        Tensor y = Tensor.Allocate(reduction == Reduction.None ? shape : []);
        if (reduction == Reduction.None) Backend.Current.PairLoss(operands, y.Storage);
        else Backend.Current.PairLossSum(operands, scale, y.Storage);
        Tape.Record(y, gradient =>
        {
            Tensor? outputGradient = GradientFor(output), targetGradient = GradientFor(target);
            // The storages are asked for anew, so that a tensor whose step has ended is noticed.
            var saved = new LossOperands(function, first, second, output.Storage, target.Storage, w?.Storage, p?.Storage);
            Backend.Current.PairLossGradient(saved, gradient.Storage, scale, outputGradient?.Storage, targetGradient?.Storage);
            w?.Free();
            p?.Free();
            Accumulate(output, outputGradient, target, targetGradient);
        }, output, target);
        if (y.Node is null)
        {
            w?.Free();
            p?.Free();
        }
        return y;
    }

    /// <summary>The number that the sum of the losses is multiplied with.</summary>
    private static float LossScale(string operation, Reduction reduction, Shape shape, double count)
    {
        switch (reduction)
        {
            case Reduction.Sum or Reduction.None: return 1;
            case Reduction.Mean: break;
            case Reduction.BatchMean when shape.Rank == 0: ThrowShape(operation, "the mean over a batch needs a first axis", shape); break;
            case Reduction.BatchMean: count = shape[0]; break;
            default: throw new ArgumentOutOfRangeException(nameof(reduction), reduction, $"{operation}: {reduction} is no reduction");
        }
        return count == 0 ? 0 : (float)(1 / count);
    }

    /// <summary>The scaled sum of losses, which are freed, or without reduction the losses themselves.</summary>
    private static Tensor ReduceLosses(Tensor losses, Reduction reduction, float scale)
    {
        if (reduction == Reduction.None) return losses;
        Tensor y = Tensor.Allocate([]);
        Backend.Current.Sum(losses.Storage, [losses.Count], scale, y.Storage, [1]);
        losses.Free();
        return y;
    }

    /// <summary>A constant repeated to the shape of the losses, to be freed after use.</summary>
    private static Tensor? Expand(string operation, string name, Tensor? constant, Shape shape)
    {
        if (constant is null) return null;
        if (constant.Shape == shape) return constant.Share(shape);
        if (constant.Rank > shape.Rank || BroadcastShapes(operation, constant.Shape, shape) != shape)
            ThrowShape(operation, $"the {name} broadcast to the shape of the output", shape, constant.Shape);
        Tensor expanded = Tensor.Allocate(shape);
        Backend.Current.Broadcast(constant.Storage, constant.Shape, 1, expanded.Storage, shape);
        return expanded;
    }

    /// <summary>The rows of two operands [..., D] of the same shape.</summary>
    private static int CheckRowPairs(string operation, Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Rank == 0 || a.Shape != b.Shape) ThrowShape(operation, "both operands are [..., D] of the same shape", a.Shape, b.Shape);
        return RowsOf(a.Shape);
    }

    private static void CheckAtLeastZero(string operation, string name, float value)
    {
        if (!(value >= 0 && float.IsFinite(value))) throw new ArgumentOutOfRangeException(name, value, $"{operation}: {name} is finite and at least 0, but is {value}");
    }

    private static Tensor? GradientFor(Tensor input) => input.RequiresGrad ? Tensor.Allocate(input.Shape) : null;

    private static void Accumulate(Tensor a, Tensor? aGradient, Tensor b, Tensor? bGradient)
    {
        if (aGradient is not null) a.Accumulate(aGradient);
        if (bGradient is not null) b.Accumulate(bGradient);
    }
}
