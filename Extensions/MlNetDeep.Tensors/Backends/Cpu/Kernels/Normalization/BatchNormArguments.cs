namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>What a pass of batch normalisation reads and writes; see <see cref="BatchNormKernels"/>.</summary>
internal unsafe struct BatchNormArguments
{
    public BatchNormPass Pass;

    /// <summary>[rows, channels].</summary>
    public float* X, OutGradient, Result;

    public int Rows, Channels, BlockRows;

    /// <summary>[channels].</summary>
    public float* Mean, Scale, Beta;

    public bool Relu;

    /// <summary>Partial results [blocks, channels], or the slope and the shift [channels] of the input gradient.</summary>
    public float* First, Second;
}
