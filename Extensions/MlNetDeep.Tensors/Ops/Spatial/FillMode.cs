namespace MlNetDeep.Tensors;

/// <summary>What <see cref="Ops.AffineTransform"/> finds outside of an image; the modes of Keras' augmentation layers.</summary>
public enum FillMode
{
    /// <summary>One number everywhere; between it and the border is interpolated.</summary>
    Constant,

    /// <summary>The image mirrored at its edges, border pixels twice: d c b a | a b c d | d c b a.</summary>
    Reflect,

    /// <summary>The border pixels again and again: a a a a | a b c d | d d d d.</summary>
    Nearest,

    /// <summary>The image again from its other side: a b c d | a b c d | a b c d.</summary>
    Wrap,
}
