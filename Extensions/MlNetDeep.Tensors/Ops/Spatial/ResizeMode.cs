namespace MlNetDeep.Tensors;

/// <summary>How <see cref="Ops.Resize2D(Tensor, int, int, ResizeMode)"/> computes pixels between pixels.</summary>
public enum ResizeMode
{
    /// <summary>The pixel at floor(position * input size / output size), as PyTorch's <c>nearest</c>.</summary>
    Nearest,

    /// <summary>Linear between neighbours, pixels being areas whose centres lie at half numbers; what lies outside is the border.</summary>
    Bilinear,

    /// <summary>Linear between neighbours, the centres of the corner pixels lying on each other (<c>align_corners</c>).</summary>
    BilinearAlignCorners,
}
