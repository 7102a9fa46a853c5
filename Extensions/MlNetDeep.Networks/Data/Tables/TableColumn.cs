namespace MlNetDeep.Networks;

/// <summary>A column of a table that a network gets to see.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Kind">How it becomes numbers.</param>
public sealed record TableColumn(string Name, ColumnKind Kind);
