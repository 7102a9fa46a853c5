using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Which types have missing values.</summary>
internal static class MissingValues
{
    /// <summary>Whether an item type has NaN.</summary>
    public static bool IsReal(DataViewType item) => item.Equals(NumberDataViewType.Single) || item.Equals(NumberDataViewType.Double);

    /// <summary>The item type of a column.</summary>
    public static DataViewType ItemOf(DataViewType type) => (type as VectorDataViewType)?.ItemType ?? type;
}
