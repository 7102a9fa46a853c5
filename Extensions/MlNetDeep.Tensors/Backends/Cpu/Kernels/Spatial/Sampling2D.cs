namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The sizes and maps of a pass from [Images, Rows.Inputs, Columns.Inputs, Channels] to [Images, Rows.Outputs, Columns.Outputs, Channels].</summary>
internal readonly struct Sampling2D(int images, int channels, AxisTable rows, AxisTable columns)
{
    /// <summary>Numbers read in one block: enough to be worth a hand-off, few enough that one image feeds several threads.</summary>
    private const int BlockReads = 32 * 1024;

    internal readonly int Images = images;

    internal readonly int Channels = channels;

    internal readonly AxisTable Rows = rows;

    internal readonly AxisTable Columns = columns;

    /// <summary>Rows of the output over all images.</summary>
    internal int OutputRows => Images * Rows.Outputs;

    internal int RowsPerBlock
    {
        get
        {
            double reads = (double)Rows.Count / Math.Max(1, Rows.Outputs) * Columns.Count * Channels;
            return (int)Math.Max(1, BlockReads / Math.Max(reads, (double)Columns.Outputs * Channels + 1));
        }
    }
}
