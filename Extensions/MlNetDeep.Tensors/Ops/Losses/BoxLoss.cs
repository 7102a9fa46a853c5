namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>What <see cref="GIoULoss"/>, <see cref="DIoULoss"/> and <see cref="CIoULoss"/> share.</summary>
    private static Tensor BoxLoss(string operation, BoxLossFunction function, Tensor boxes, Tensor targets, Reduction reduction)
    {
        ArgumentNullException.ThrowIfNull(boxes);
        ArgumentNullException.ThrowIfNull(targets);
        if (boxes.Rank == 0 || boxes.Shape[-1] != 4 || boxes.Shape != targets.Shape) ThrowShape(operation, "boxes and targets are [..., 4] of the same shape", boxes.Shape, targets.Shape);
        int pairs = RowsOf(boxes.Shape);
        var shape = new Shape(boxes.Shape.Dimensions[..^1]);
        float scale = LossScale(operation, reduction, shape, pairs);
        Tensor losses = Tensor.Allocate(shape);
        Backend.Current.BoxLoss(function, pairs, boxes.Storage, targets.Storage, losses.Storage);
        return Tape.Record(ReduceLosses(losses, reduction, scale), gradient =>
        {
            Tensor? boxesGradient = GradientFor(boxes), targetsGradient = GradientFor(targets);
            Backend.Current.BoxLossGradient(function, pairs, boxes.Storage, targets.Storage, gradient.Storage, scale, boxesGradient?.Storage, targetsGradient?.Storage);
            Accumulate(boxes, boxesGradient, targets, targetsGradient);
        }, boxes, targets);
    }
}
