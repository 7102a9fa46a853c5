namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>What a maximum needs of a vector beyond <see cref="ISimd{TVector}"/>: positions, one per float.</summary>
/// <typeparam name="TVector">The vector of floats.</typeparam>
/// <typeparam name="TPositions">The vector of as many integers.</typeparam>
internal unsafe interface IMaxSimd<TVector, TPositions>
    where TVector : struct
    where TPositions : struct
{
    /// <summary>A position in all lanes.</summary>
    static abstract TPositions Broadcast(int position);

    /// <summary>Takes over a value and its position where it is larger than the best so far, or NaN.</summary>
    static abstract void Challenge(TVector value, TPositions position, ref TVector best, ref TPositions bestPosition);

    /// <summary>The numbers where two positions are equal, else zero.</summary>
    static abstract TVector SelectEqual(TPositions left, TPositions right, TVector numbers);

    static abstract TPositions Load(int* source);

    /// <summary>Positions from bytes.</summary>
    static abstract TPositions Load(byte* source);

    static abstract void Store(TPositions positions, int* destination);

    /// <summary>Positions, below 256, to bytes.</summary>
    static abstract void Store(TPositions positions, byte* destination);
}
