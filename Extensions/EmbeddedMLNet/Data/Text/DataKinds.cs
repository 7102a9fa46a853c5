namespace Microsoft.ML.Data;

/// <summary>What the kinds are: column types, .NET types and the short names that files use.</summary>
internal static class DataKinds
{
    private static readonly (DataKind Kind, string Code, PrimitiveDataViewType Type)[] s_all =
    [
        (DataKind.SByte, "I1", NumberDataViewType.SByte), (DataKind.Byte, "U1", NumberDataViewType.Byte),
        (DataKind.Int16, "I2", NumberDataViewType.Int16), (DataKind.UInt16, "U2", NumberDataViewType.UInt16),
        (DataKind.Int32, "I4", NumberDataViewType.Int32), (DataKind.UInt32, "U4", NumberDataViewType.UInt32),
        (DataKind.Int64, "I8", NumberDataViewType.Int64), (DataKind.UInt64, "U8", NumberDataViewType.UInt64),
        (DataKind.Single, "R4", NumberDataViewType.Single), (DataKind.Double, "R8", NumberDataViewType.Double),
        (DataKind.String, "TX", TextDataViewType.Instance), (DataKind.Boolean, "BL", BooleanDataViewType.Instance),
        (DataKind.TimeSpan, "TS", TimeSpanDataViewType.Instance), (DataKind.DateTime, "DT", DateTimeDataViewType.Instance),
        (DataKind.DateTimeOffset, "DZ", DateTimeOffsetDataViewType.Instance),
    ];

    public static PrimitiveDataViewType TypeOf(DataKind kind) => s_all[(int)kind - 1].Type;

    public static string CodeOf(DataViewType item) => s_all.First(known => known.Type.RawType == item.RawType).Code;

    /// <summary>The kind of a .NET type; null when no column can have it.</summary>
    public static DataKind? KindOf(Type raw)
    {
        if (raw == typeof(string)) return DataKind.String;
        foreach ((DataKind kind, _, PrimitiveDataViewType type) in s_all)
            if (type.RawType == raw) return kind;
        return null;
    }

    /// <summary>Finds a kind by its short or its long name.</summary>
    public static bool TryParse(string text, out DataKind kind)
    {
        foreach ((DataKind known, string code, _) in s_all)
        {
            if (!string.Equals(code, text, StringComparison.OrdinalIgnoreCase) && !string.Equals(known.ToString(), text, StringComparison.OrdinalIgnoreCase)) continue;
            kind = known;
            return true;
        }
        kind = default;
        return string.Equals(text, "Num", StringComparison.OrdinalIgnoreCase) && (kind = DataKind.Single) != default
            || string.Equals(text, "Text", StringComparison.OrdinalIgnoreCase) && (kind = DataKind.String) != default
            || string.Equals(text, "Bool", StringComparison.OrdinalIgnoreCase) && (kind = DataKind.Boolean) != default;
    }
}
