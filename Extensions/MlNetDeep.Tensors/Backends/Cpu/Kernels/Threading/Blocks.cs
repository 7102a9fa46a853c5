namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// How work is cut. Sizes are constants or follow from the shapes alone, never from the number of threads, so that sums are the
/// same bits on any number of them.
/// </summary>
internal static class Blocks
{
    /// <summary>Elements of one block of elementwise work: worth a hand-off to another thread.</summary>
    internal const int Elements = 32 * 1024;

    /// <summary>Elements of a tile on which several simple passes run while it stays in the first-level cache.</summary>
    internal const int Tile = 1024;

    internal static int Count(int count, int size) => (int)(((long)count + size - 1) / size);

    /// <summary>Rows of a block of about <paramref name="elements"/> elements.</summary>
    internal static int Rows(int columns, int elements = Elements) => Math.Max(1, elements / Math.Max(1, columns));
}
