namespace MlNetDeep.Tensors;

/// <summary>What <see cref="Ops.Pad2D"/> puts around an image.</summary>
public enum PaddingMode
{
    /// <summary>One number everywhere.</summary>
    Constant,

    /// <summary>The image mirrored at its border pixels, which are not repeated; the padding is below the size of the image.</summary>
    Reflect,

    /// <summary>The border pixels again and again.</summary>
    Replicate,

    /// <summary>The image once more from its other side; the padding is at most the size of the image.</summary>
    Circular,
}
