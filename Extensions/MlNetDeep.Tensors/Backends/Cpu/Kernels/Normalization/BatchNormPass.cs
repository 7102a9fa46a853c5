namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The passes over memory that batch normalisation consists of.</summary>
internal enum BatchNormPass
{
    Statistics,
    Normalize,
    GradientSums,
    InputGradient,
}
