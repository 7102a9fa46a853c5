namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>An <see cref="AxisMap"/> as kernels read it; the map's arrays are pinned meanwhile.</summary>
internal readonly unsafe struct AxisTable(AxisMap map, int* starts, AxisEntry* entries)
{
    internal readonly int Inputs = map.Inputs;

    internal readonly int Outputs = map.Outputs;

    internal readonly int Count = map.Entries.Length;

    internal readonly int Longest = map.Longest;

    internal readonly int* Starts = starts;

    internal readonly AxisEntry* Entries = entries;
}
