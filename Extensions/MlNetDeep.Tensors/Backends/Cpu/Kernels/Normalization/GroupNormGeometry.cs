namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// What layer, group and instance normalisation share: a sample is [rows, columns], its columns are cut into groups of equal
/// width, and each group of a sample has its own mean and variance over all rows. Scale and shift belong to a column.
/// </summary>
/// <param name="Samples">The samples, which never mix.</param>
/// <param name="Rows">The rows of a sample, such as its pixels; 1 for layer normalisation.</param>
/// <param name="Columns">The columns, such as the channels.</param>
/// <param name="Groups">The groups of columns: 1 for layer normalisation, one per column for instance normalisation.</param>
/// <param name="Centered">Whether the mean is subtracted; false is root mean square normalisation.</param>
internal readonly record struct GroupNormGeometry(int Samples, int Rows, int Columns, int Groups, bool Centered = true)
{
    /// <summary>The means, and the variances.</summary>
    internal int Statistics => Samples * Groups;

    /// <summary>The numbers behind one mean.</summary>
    internal long GroupSize => (long)Rows * (Columns / Groups);

    /// <summary>Whether the numbers behind one mean lie side by side.</summary>
    internal bool IsContiguous => Rows == 1 && Groups == 1;
}
