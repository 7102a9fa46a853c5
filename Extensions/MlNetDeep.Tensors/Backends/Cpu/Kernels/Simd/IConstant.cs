namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>A number that the compiler knows: the rows or the vectors of a register tile.</summary>
internal interface IConstant
{
    static abstract int Value { get; }
}
