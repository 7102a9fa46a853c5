namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The sizes and rules of an affine transformation of [Images, Height, Width, Channels].</summary>
internal readonly record struct AffineGeometry(
    int Images, int Height, int Width, int Channels, int OutputHeight, int OutputWidth, FillMode Fill, float FillValue, SamplingMode Sampling);
