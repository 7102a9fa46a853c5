namespace MlNetDeep.Tuning;

/// <summary>The last few fits, so that a study fits once for several trials. What it gives is what a new fit would give.</summary>
internal sealed class GpFitCache
{
    private const int Capacity = 8;

    private readonly Lock _gate = new();
    private readonly List<(KernelSpace Space, double[][] Points, double[] Targets, GpHyperparameters Fit)> _entries = [];

    public GpHyperparameters Get(KernelSpace space, double[][] points, double[] targets, Func<GpHyperparameters> fit)
    {
        lock (_gate)
        {
            foreach (var entry in _entries)
                if (entry.Space.MeasuresAs(space) && entry.Targets.AsSpan().SequenceEqual(targets) && Same(entry.Points, points)) return entry.Fit;
        }
        GpHyperparameters found = fit();
        lock (_gate)
        {
            if (_entries.Count == Capacity) _entries.RemoveAt(0);
            _entries.Add((space, points, targets, found));
        }
        return found;
    }

    private static bool Same(double[][] a, double[][] b)
    {
        if (a.Length != b.Length) return false;
        for (int i = 0; i < a.Length; i++)
            if (!a[i].AsSpan().SequenceEqual(b[i])) return false;   // NaN equals NaN here
        return true;
    }
}
