namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>One pass that computes destination pixels from source pixels: a forward convolution, or one phase of an
/// input gradient.</summary>
/// <remarks>The destination pixels form a grid; the source pixel of tap t for grid position (y, x) is
/// (y SourceStepY + TapY[t], x SourceStepX + TapX[t]), and zeros where that lies outside the image.</remarks>
internal unsafe struct ConvolutionPass
{
    public float* Source;
    public int SourceH;
    public int SourceW;
    public int SourceC;
    public int SourceStepY;
    public int SourceStepX;

    public float* Destination;
    public int DestinationH;
    public int DestinationW;
    public int DestinationC;
    public int DestinationStepY;
    public int DestinationStepX;
    public int FirstY;
    public int FirstX;

    public int N;
    public int GridH;
    public int GridW;

    public int Taps;

    /// <summary>For each tap its row offset, its column offset and its number in the weights.</summary>
    public ConvolutionTap* TapList;

    /// <summary>Taps that follow each other both in <see cref="TapList"/> and in a row of the source: the width of the
    /// kernel, or 1 if it is dilated.</summary>
    public int RunTaps;

    public float* Weight;

    /// <summary>Whether the weights have been packed; see <see cref="ConvolutionWeights{TVector,TSimd}"/>.</summary>
    public bool Packed;

    /// <summary>Output channels of the convolution: the distance between rows of the weights.</summary>
    public int K;

    /// <summary>Input channels of the convolution per group.</summary>
    public int GroupC;

    /// <summary>Output channels of the convolution per group.</summary>
    public int GroupK;

    public int Groups;

    /// <summary>Whether the source has the output channels (an input gradient).</summary>
    public bool Transposed;

    public float* Bias;

    /// <summary>Numbers added to those of the destination before the activation, or null.</summary>
    public float* Residual;

    public bool Relu;

    /// <summary>Distance from a number of the destination to its residual; 0 if there is none.</summary>
    public readonly nint ResidualOffset => Residual == null ? 0 : (nint)(Residual - Destination);

    public readonly int Pixels => N * GridH * GridW;

    public readonly int SourceGroupC => Transposed ? GroupK : GroupC;

    public readonly int DestinationGroupC => Transposed ? GroupC : GroupK;
}
