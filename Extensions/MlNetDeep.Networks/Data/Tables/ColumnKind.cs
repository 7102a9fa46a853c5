namespace MlNetDeep.Networks;

/// <summary>How a column of a table becomes numbers.</summary>
public enum ColumnKind
{
    /// <summary>A number, shifted and scaled to mean 0 and standard deviation 1.</summary>
    Number,

    /// <summary>A number of at least 0 with a long tail, such as an amount or a duration: log(1 + x), then as <see cref="Number"/>.</summary>
    LogNumber,

    /// <summary>One of a few values: one number for each value seen, 1 for the row's own and 0 for the others.</summary>
    Category,
}
