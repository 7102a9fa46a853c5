namespace MlNetDeep.Tensors;

/// <summary>What the four numbers of a box are.</summary>
public enum BoxFormat
{
    /// <summary>The left, top, right and bottom edge: x1, y1, x2, y2.</summary>
    Corners,

    /// <summary>The left and top edge, the width and the height: x, y, w, h.</summary>
    CornerAndSize,

    /// <summary>The centre, the width and the height: cx, cy, w, h.</summary>
    CenterAndSize,
}
