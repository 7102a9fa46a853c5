namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// How much each box of one list overlaps each of another, as torchvision's box_iou, generalized_box_iou, distance_box_iou and
    /// complete_box_iou. Not differentiable: the result is a constant.
    /// </summary>
    /// <param name="a">[n, 4] as x1, y1, x2, y2.</param>
    /// <param name="b">[m, 4] as x1, y1, x2, y2.</param>
    /// <param name="measure">How the overlap is measured. Default intersection over union.</param>
    /// <returns>
    /// [n, m]. NaN for a box with a NaN coordinate and for two boxes without area (0 / 0). An inverted box intersects nothing.
    /// </returns>
    /// <exception cref="ArgumentException">A shape is not [n, 4].</exception>
    public static Tensor BoxIou(Tensor a, Tensor b, BoxOverlap measure = BoxOverlap.Iou)
    {
        CheckBoxes("BoxIou", a);
        CheckBoxes("BoxIou", b);
        Tensor y = Tensor.Allocate([a.Shape[0], b.Shape[0]]);
        Backend.Current.BoxOverlaps(measure, a.Storage, a.Shape[0], b.Storage, b.Shape[0], y.Storage);
        return y;
    }

    private static void CheckBoxes(string name, Tensor boxes)
    {
        ArgumentNullException.ThrowIfNull(boxes);
        if (boxes.Rank != 2 || boxes.Shape[1] != 4) ThrowShape(name, "boxes are [n, 4]", boxes.Shape);
    }
}
