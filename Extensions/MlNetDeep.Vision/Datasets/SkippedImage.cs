namespace MlNetDeep.Vision;

/// <summary>A picture that is not part of an <see cref="ImageSet"/> because it could not be read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record SkippedImage(string Path, string Reason);
