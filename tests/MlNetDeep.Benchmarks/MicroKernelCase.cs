namespace MlNetDeep.Benchmarks;

/// <summary>A register tile.</summary>
/// <param name="Name">Rows and columns.</param>
/// <param name="Kind">How its operands lie.</param>
/// <param name="Operations">Of one pass.</param>
/// <param name="IsGated">False for the tiles of remainders, which cannot reach the peak.</param>
/// <param name="Pass">Runs it.</param>
internal sealed record MicroKernelCase(string Name, string Kind, double Operations, bool IsGated, Action Pass);
