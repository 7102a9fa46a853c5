namespace MlNetDeep.Tensors;

/// <summary>Collects the inputs of each output in turn.</summary>
internal sealed class AxisMapBuilder(int inputs, int outputs)
{
    private readonly List<AxisEntry> _entries = [];
    private readonly int[] _starts = new int[outputs + 1];
    private int _output;

    internal void Add(int index, float weight) => _entries.Add(new AxisEntry(index, weight, _entries.Count - _starts[_output]));

    internal void Add(AxisEntry entry) => _entries.Add(entry);

    internal void EndOutput() => _starts[++_output] = _entries.Count;

    internal AxisMap Build() => new(inputs, outputs, _starts, [.. _entries]);
}
