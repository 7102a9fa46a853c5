namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>One vector width, so that each kernel is written once and compiled for all of them.</summary>
/// <typeparam name="TVector">The vector of floats.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Lanes { get; }

    /// <summary>Rows of the largest register tile: the most for which rows x 2 accumulators, two vectors of weights
    /// and one broadcast fit the registers.</summary>
    static abstract int TileRows { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(TVector vector, float* destination);

    static abstract TVector Broadcast(float value);

    static abstract TVector Add(TVector left, TVector right);

    /// <summary>left * right + addend, rounded once where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>The larger of zero and the value; a NaN stays one.</summary>
    static abstract TVector Relu(TVector vector);

    static abstract TVector Subtract(TVector left, TVector right);

    /// <summary>Where the condition is at most zero, zero; elsewhere, and where it is NaN, the value.</summary>
    static abstract TVector WherePositive(TVector condition, TVector value);
}
