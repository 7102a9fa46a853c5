namespace MlNetDeep.Vision;

/// <summary>One picture of a listing.</summary>
/// <param name="Path">The full path of the file.</param>
/// <param name="Label">The name of its class.</param>
/// <param name="Split">The part that it belongs to; null when the listing does not say.</param>
public sealed record ImageEntry(string Path, string Label, DatasetSplit? Split = null);
