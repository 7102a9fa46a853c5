namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>A part of the destination grid of every image whose pixels are reached by the same taps.</summary>
internal readonly record struct ConvolutionRectangle(int Y, int X, int Height, int Width);
