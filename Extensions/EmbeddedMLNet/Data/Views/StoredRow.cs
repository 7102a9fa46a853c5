namespace Microsoft.ML.Data;

/// <summary>The row of stored columns that a cursor stands on, shared by its getters.</summary>
internal sealed class StoredRow
{
    public int Index;
}
