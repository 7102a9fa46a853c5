namespace MlNetDeep.Tensors;

/// <summary>The sizes of a pooling over N x H x W x C.</summary>
internal readonly struct Pool2DGeometry
{
    internal int N { get; init; }

    internal int H { get; init; }

    internal int W { get; init; }

    internal int C { get; init; }

    internal int OutH { get; init; }

    internal int OutW { get; init; }

    internal int KernelH { get; init; }

    internal int KernelW { get; init; }

    internal int StrideH { get; init; }

    internal int StrideW { get; init; }

    internal int PadTop { get; init; }

    internal int PadLeft { get; init; }

    internal int DilationH { get; init; }

    internal int DilationW { get; init; }
}
