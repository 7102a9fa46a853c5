namespace Microsoft.ML.Data;

/// <summary>The number of values of a key column in a file.</summary>
public sealed class KeyCount
{
    /// <summary>The number of values; null is as many as the type can hold.</summary>
    public ulong? Count;

    /// <summary>As many values as the type can hold.</summary>
    public KeyCount()
    {
    }

    /// <summary>A number of values.</summary>
    /// <param name="count">The number, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is 0.</exception>
    public KeyCount(ulong count)
    {
        if (count == 0) throw new ArgumentOutOfRangeException(nameof(count), "The cardinality of valid key values has to be greater than 0.");
        Count = count;
    }
}
