namespace MlNetDeep.Tensors;

/// <summary>How <see cref="Ops.AffineTransform"/> reads an image between its pixels.</summary>
public enum SamplingMode
{
    /// <summary>Linear between the four neighbours.</summary>
    Bilinear,

    /// <summary>The nearest pixel; halves go to the right and down.</summary>
    Nearest,
}
