namespace MlNetDeep.Tensors;

/// <summary>One number of an <see cref="AxisMap"/>: where it is read, what it counts, and which one of its window it is.</summary>
internal readonly record struct AxisEntry(int Index, float Weight, int Position);
