namespace MlNetDeep.Tensors;

/// <summary>How <see cref="Ops.Convolution2D"/> moves its window.</summary>
public sealed record Convolution2DOptions
{
    /// <summary>The vertical step of the window, at least 1. Default 1.</summary>
    public int StrideH { get; init; } = 1;

    /// <summary>The horizontal step of the window, at least 1. Default 1.</summary>
    public int StrideW { get; init; } = 1;

    /// <summary>Zeros around the image. Default none; <see cref="Padding2D.Same"/> computes the padding that keeps the size.</summary>
    public Padding2D Padding { get; init; }

    /// <summary>The vertical distance between the rows of the window, at least 1. Default 1.</summary>
    public int DilationH { get; init; } = 1;

    /// <summary>The horizontal distance between the columns of the window, at least 1. Default 1.</summary>
    public int DilationW { get; init; } = 1;

    /// <summary>
    /// Into how many groups input and output channels are divided; a group's outputs see only its inputs. At least 1, divides
    /// both. Default 1; as many as input channels is a depthwise convolution.
    /// </summary>
    public int Groups { get; init; } = 1;

    /// <summary>Applied in the same pass. Default none.</summary>
    public FusedActivation Activation { get; init; }
}
