namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The sizes of a two-dimensional convolution: images N x H x W x C, weights
/// [KernelH, KernelW, C / Groups, K], output N x OutH x OutW x K.</summary>
/// <remarks>Padding at the bottom and on the right follows from <see cref="OutH"/> and <see cref="OutW"/>.</remarks>
internal readonly struct Convolution2DGeometry
{
    public int N { get; init; }

    public int H { get; init; }

    public int W { get; init; }

    public int C { get; init; }

    public int OutH { get; init; }

    public int OutW { get; init; }

    public int K { get; init; }

    public int KernelH { get; init; }

    public int KernelW { get; init; }

    public int StrideH { get; init; }

    public int StrideW { get; init; }

    public int PadTop { get; init; }

    public int PadLeft { get; init; }

    public int DilationH { get; init; }

    public int DilationW { get; init; }

    public int Groups { get; init; }

    /// <summary>Input channels of one group.</summary>
    public int GroupC => C / Groups;

    /// <summary>Output channels of one group.</summary>
    public int GroupK => K / Groups;

    /// <summary>Taps of the kernel.</summary>
    public int Taps => KernelH * KernelW;

    /// <summary>Output pixels of the whole batch.</summary>
    public int OutPixels => N * OutH * OutW;

    /// <summary>Input pixels of the whole batch.</summary>
    public int InPixels => N * H * W;

    /// <summary>Numbers in the weights.</summary>
    public int WeightCount => Taps * GroupC * K;

    /// <summary>Multiplications and additions of one pass.</summary>
    public double Flops => 2.0 * OutPixels * K * Taps * GroupC;
}
