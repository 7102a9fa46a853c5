namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The loss of matched boxes: the DIoU loss plus a penalty <c>a v</c> for another aspect ratio, <c>v = 4 (atan(w' / h') -
    /// atan(w / h))^2 / pi^2</c>, <c>a = v / (1 - IoU + v)</c> a constant in the gradient (Zheng et al. 2020); the loss of
    /// boxes of recent YOLO versions. As in torchvision, with an epsilon of 1e-7; at equal edges both boxes share the gradient.
    /// </summary>
    /// <param name="boxes">[..., 4]: left, top, right and bottom in any unit, right above left and bottom above top.</param>
    /// <param name="targets">The boxes they are matched with, in the same shape.</param>
    /// <param name="reduction">What becomes of the losses of the pairs. Default their mean.</param>
    /// <returns>A scalar, or without reduction one number per pair. The targets have a gradient too.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor CIoULoss(Tensor boxes, Tensor targets, Reduction reduction = Reduction.Mean) =>
        BoxLoss("CIoULoss", BoxLossFunction.Complete, boxes, targets, reduction);
}
