namespace MlNetDeep.Tensors;

/// <summary>The constants of <see cref="Ops.LocalResponseNorm"/>. The defaults are those of AlexNet in PyTorch's convention.</summary>
public sealed record LocalResponseNormOptions
{
    /// <summary>The channels of a window, at least 1. With an even number one more lies before the channel than after it. Default 5.</summary>
    public int Size { get; init; } = 5;

    /// <summary>The weight of the window's mean square. Default 1e-4. Caffe and PyTorch divide by the size, TensorFlow does not.</summary>
    public float Alpha { get; init; } = 1e-4f;

    /// <summary>The exponent. Default 0.75, which like 0.5 needs only roots.</summary>
    public float Beta { get; init; } = 0.75f;

    /// <summary>The constant that is added. Default 1; the paper has 2.</summary>
    public float K { get; init; } = 1;
}
