namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>A tap of a convolution kernel: where it reads and which weights it uses.</summary>
internal readonly record struct ConvolutionTap(int Y, int X, int Weights);
