namespace Microsoft.ML.Data;

/// <summary>How lines are cut into fields and fields are understood.</summary>
internal sealed record TextFormat
{
    public required char[] Separators { get; init; }

    public char DecimalMarker { get; init; } = '.';

    public char EscapeChar { get; init; } = '"';

    public bool AllowQuoting { get; init; }

    public bool AllowSparse { get; init; }

    public bool TrimWhitespace { get; init; }

    public bool HasHeader { get; init; }

    public bool ReadMultilines { get; init; }

    public bool MissingRealsAsNaNs { get; init; }

    public bool UseThreads { get; init; } = true;

    public long MaxRows { get; init; } = long.MaxValue;

    /// <summary>The number of columns of the file; 0 when it is seen in the lines.</summary>
    public int InputSize { get; init; }
}
