namespace MlNetDeep.Tensors;

/// <summary>How <see cref="Ops.Convolution1D"/> moves its window.</summary>
public sealed record Convolution1DOptions
{
    /// <summary>The step of the window, at least 1. Default 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Zeros before the sequence, at least 0. Default 0.</summary>
    public int PaddingBefore { get; init; }

    /// <summary>Zeros behind the sequence, at least 0. Default 0.</summary>
    public int PaddingAfter { get; init; }

    /// <summary>The distance between the numbers of the window, at least 1. Default 1.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>As <see cref="Convolution2DOptions.Groups"/>. Default 1.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Applied in the same pass. Default none.</summary>
    public FusedActivation Activation { get; init; }
}
