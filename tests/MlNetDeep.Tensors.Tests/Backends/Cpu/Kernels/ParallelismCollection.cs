namespace MlNetDeep.Tensors.Tests.Backends.Cpu.Kernels;

/// <summary>Tests that set the number of threads run one after the other.</summary>
[CollectionDefinition(nameof(Parallelism))]
public sealed class ParallelismCollection;
