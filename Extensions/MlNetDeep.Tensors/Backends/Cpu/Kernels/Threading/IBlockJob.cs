namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Work cut into numbered blocks that may run in any order, on any thread, at the same time.</summary>
internal interface IBlockJob
{
    /// <summary>Computes one block. Blocks write to disjoint memory.</summary>
    void Execute(int block);
}
