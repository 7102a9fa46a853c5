using System.Collections.Concurrent;

namespace MlNetDeep.Tensors;

/// <summary>
/// For each position along one axis of the output, the positions of the input that it is made of, with weights: a sparse matrix.
/// Windows of a pooling, neighbours of a resize and sources of a padding are all such maps, one for the rows and one for the
/// columns; the gradient of a weighted sum is the sum over the transposed maps.
/// </summary>
internal sealed class AxisMap
{
    private const int MostCached = 256;
    private AxisMap? _transposed;

    internal AxisMap(int inputs, int outputs, int[] starts, AxisEntry[] entries)
    {
        Inputs = inputs;
        Outputs = outputs;
        Starts = starts;
        Entries = entries;
        IsSelection = true;
        for (int output = 0; output < outputs; output++)
        {
            int count = starts[output + 1] - starts[output];
            Longest = Math.Max(Longest, count);
            IsSelection &= count == 0 || (count == 1 && entries[starts[output]].Weight == 1);
        }
    }

    internal int Inputs { get; }

    internal int Outputs { get; }

    /// <summary>Where the entries of each output begin, and the end of the last.</summary>
    internal int[] Starts { get; }

    internal AxisEntry[] Entries { get; }

    /// <summary>The most inputs that one output has.</summary>
    internal int Longest { get; }

    /// <summary>Whether each output is one input as it is, or none.</summary>
    internal bool IsSelection { get; }

    /// <summary>From the outputs back to the inputs: an entry keeps its weight and its position in the output's window.</summary>
    internal AxisMap Transposed => _transposed ??= Transpose();

    /// <summary>The map of a rule. Maps are kept, since a training step asks for the same ones again and again.</summary>
    internal static AxisMap Of<TRule>(in TRule rule)
        where TRule : struct, IAxisRule, IEquatable<TRule>
    {
        ConcurrentDictionary<TRule, AxisMap> maps = Cache<TRule>.Maps;
        if (maps.TryGetValue(rule, out AxisMap? map)) return map;
        var builder = new AxisMapBuilder(rule.Inputs, rule.Outputs);
        for (int output = 0; output < rule.Outputs; output++)
        {
            rule.AddTaps(output, builder);
            builder.EndOutput();
        }
        map = builder.Build();
        // Images of ever new sizes must not fill the memory with maps.
        if (maps.Count >= MostCached) maps.Clear();
        maps[rule] = map;
        return map;
    }

    private AxisMap Transpose()
    {
        var starts = new int[Inputs + 1];
        foreach (AxisEntry entry in Entries) starts[entry.Index + 1]++;
        for (int input = 0; input < Inputs; input++) starts[input + 1] += starts[input];
        int[] next = [.. starts];
        var entries = new AxisEntry[Entries.Length];
        for (int output = 0; output < Outputs; output++)
        {
            for (int i = Starts[output]; i < Starts[output + 1]; i++)
                entries[next[Entries[i].Index]++] = Entries[i] with { Index = output };
        }
        return new AxisMap(Outputs, Inputs, starts, entries);
    }

    private static class Cache<TRule>
        where TRule : struct, IEquatable<TRule>
    {
        internal static readonly ConcurrentDictionary<TRule, AxisMap> Maps = new();
    }
}
