namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>A function of one variable on a tile of at most <see cref="Blocks.Tile"/> elements.</summary>
internal interface IElementwise
{
    /// <summary>y = f(x).</summary>
    static abstract void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter);

    /// <summary>dx = f'(x) dy, from whichever of x and y = f(x) is cheaper; dx overlaps none of the others.</summary>
    static abstract void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter);
}
