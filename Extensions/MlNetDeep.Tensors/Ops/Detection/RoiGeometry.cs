namespace MlNetDeep.Tensors;

/// <summary>The shapes of <see cref="Ops.RoiAlign"/> and <see cref="Ops.RoiPool"/>: features N x H x W x C, bins Boxes x OutH x OutW x C.</summary>
internal readonly record struct RoiGeometry(int N, int H, int W, int C, int Boxes, int OutH, int OutW, float Scale)
{
    /// <summary>Samples of a bin along an axis; 0 for one per pixel.</summary>
    internal int SamplingRatio { get; init; }

    internal bool Aligned { get; init; }
}
