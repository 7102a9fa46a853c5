namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The loss of matched boxes <c>1 - IoU + (C - U) / C</c>, where U is the area of the union and C that of the smallest box
    /// around both (Rezatofighi et al. 2019); a gradient also between boxes that do not overlap. As in torchvision, with an
    /// epsilon of 1e-7; at equal edges both boxes share the gradient.
    /// </summary>
    /// <param name="boxes">[..., 4]: left, top, right and bottom in any unit, right above left and bottom above top.</param>
    /// <param name="targets">The boxes they are matched with, in the same shape.</param>
    /// <param name="reduction">What becomes of the losses of the pairs. Default their mean.</param>
    /// <returns>A scalar, or without reduction one number per pair. The targets have a gradient too.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor GIoULoss(Tensor boxes, Tensor targets, Reduction reduction = Reduction.Mean) =>
        BoxLoss("GIoULoss", BoxLossFunction.Generalized, boxes, targets, reduction);
}
