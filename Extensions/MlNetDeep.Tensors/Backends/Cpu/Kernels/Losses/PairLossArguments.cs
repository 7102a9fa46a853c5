namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The memory of one pass of <see cref="PairLossKernels"/>; which of it is null says what the pass computes.</summary>
internal unsafe struct PairLossArguments
{
    internal float* X, Target;
    internal int Count;

    /// <summary>Factors of the losses and weights of positive targets, one per element; null is 1.</summary>
    internal float* Weights, PositiveWeights;

    /// <summary>Forward: where the losses go, or else their sums, one per block.</summary>
    internal float* Losses;
    internal double* BlockSums;

    /// <summary>Backward: the gradient of the result, which each step of one element advances by <see cref="OutStep"/>, 0 or 1.</summary>
    internal float* OutGradient;
    internal int OutStep;
    internal float Scale;
    internal float* XGradient, TargetGradient;
}
