namespace MlNetDeep.Tensors;

/// <summary>The size of the result of <see cref="Ops.AffineTransform"/> and how pixels are read.</summary>
public sealed record AffineTransformOptions
{
    /// <summary>The height of the result, at least 1; null (default) for that of the images.</summary>
    public int? Height { get; init; }

    /// <summary>The width of the result, at least 1; null (default) for that of the images.</summary>
    public int? Width { get; init; }

    /// <summary>What lies outside of an image. Default <see cref="FillMode.Constant"/>.</summary>
    public FillMode FillMode { get; init; } = FillMode.Constant;

    /// <summary>The number outside for <see cref="FillMode.Constant"/>. Default 0.</summary>
    public float FillValue { get; init; }

    /// <summary>How an image is read between its pixels. Default bilinear.</summary>
    public SamplingMode Sampling { get; init; } = SamplingMode.Bilinear;
}
