namespace MlNetDeep.Networks;

/// <summary>What <see cref="Network.LoadWeights(string, bool)"/> did with the weights of a network and the tensors of a file.</summary>
/// <param name="Loaded">The full names of the weights that took their numbers from the file, in the network's order.</param>
/// <param name="Missing">The full names of the weights for which the file has no tensor; they keep their numbers.</param>
/// <param name="Unexpected">The names of the file's tensors that no weight takes, in the file's order.</param>
/// <param name="Mismatched">The weights whose tensor has another shape; they keep their numbers.</param>
public sealed record LoadReport(
    IReadOnlyList<string> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<WeightMismatch> Mismatched)
{
    /// <summary>Whether each weight took a tensor and each tensor was taken.</summary>
    public bool IsComplete => Missing.Count == 0 && Unexpected.Count == 0 && Mismatched.Count == 0;

    /// <summary>Lists all names but those of the loaded weights, which it counts.</summary>
    /// <returns>A line for each kind, separated by \n.</returns>
    public override string ToString() => $"{Loaded.Count} weights loaded{Problems()}";

    internal string Problems() =>
        Line("missing in the file", Missing) + Line("unexpected in the file", Unexpected) + Line("of another shape", Mismatched);

    private static string Line(string what, IReadOnlyList<object> names) => names.Count == 0 ? "" : $"\n{names.Count} {what}: {string.Join(", ", names)}";
}
