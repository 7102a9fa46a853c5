namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The areas of boxes, as torchvision's box_area: (x2 - x1) (y2 - y1), negative for boxes inverted along one axis. Not
    /// differentiable: the result is a constant.
    /// </summary>
    /// <param name="boxes">[n, 4] as x1, y1, x2, y2.</param>
    /// <returns>[n].</returns>
    /// <exception cref="ArgumentException">The shape is not [n, 4].</exception>
    public static Tensor BoxAreas(Tensor boxes)
    {
        CheckBoxes("BoxAreas", boxes);
        Tensor y = Tensor.Allocate([boxes.Shape[0]]);
        Backend.Current.BoxAreas(boxes.Storage, y.Storage);
        return y;
    }

    /// <summary>
    /// Moves edges that lie outside of an image to its border, as torchvision's clip_boxes_to_image; NaN stays NaN. Not
    /// differentiable: the result is a constant.
    /// </summary>
    /// <param name="boxes">[n, 4] as x1, y1, x2, y2.</param>
    /// <param name="height">The height of the image, at least 0.</param>
    /// <param name="width">The width of the image, at least 0.</param>
    /// <returns>[n, 4].</returns>
    /// <exception cref="ArgumentException">The shape is not [n, 4].</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 0 or NaN.</exception>
    public static Tensor ClipBoxes(Tensor boxes, float height, float width)
    {
        CheckBoxes("ClipBoxes", boxes);
        if (!(height >= 0)) throw new ArgumentOutOfRangeException(nameof(height), height, $"ClipBoxes: the height is at least 0, but is {height}");
        if (!(width >= 0)) throw new ArgumentOutOfRangeException(nameof(width), width, $"ClipBoxes: the width is at least 0, but is {width}");
        Tensor y = Tensor.Allocate(boxes.Shape);
        Backend.Current.ClipBoxes(boxes.Storage, width, height, y.Storage);
        return y;
    }

    /// <summary>The boxes that are large enough, as torchvision's remove_small_boxes.</summary>
    /// <param name="boxes">[n, 4] as x1, y1, x2, y2.</param>
    /// <param name="minSize">The least width and height of a box that stays. NaN and inverted boxes go.</param>
    /// <returns>The indices of the boxes that stay, ascending.</returns>
    /// <exception cref="ArgumentException">The shape is not [n, 4].</exception>
    public static int[] RemoveSmallBoxes(Tensor boxes, float minSize)
    {
        CheckBoxes("RemoveSmallBoxes", boxes);
        using IDisposable scope = Tensor.NoGrad();
        Tensor sizes = ConvertBoxes(boxes, BoxFormat.Corners, BoxFormat.CornerAndSize);
        ReadOnlySpan<float> numbers = sizes.Span;
        var kept = new List<int>();
        for (int i = 0; i < boxes.Shape[0]; i++)
            if (numbers[(4 * i) + 2] >= minSize && numbers[(4 * i) + 3] >= minSize && numbers[(4 * i) + 2] >= 0 && numbers[(4 * i) + 3] >= 0) kept.Add(i);
        sizes.Free();
        return [.. kept];
    }
}
