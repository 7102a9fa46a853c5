using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>Finds and reads the columns that evaluators look at.</summary>
internal static class EvaluatedColumns
{
    public static DataViewSchema.Column Find(DataViewSchema schema, string role, string name) =>
        schema.GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException(nameof(schema), $"{name} column '{role}' not found");

    public static DataViewSchema.Column FindSingle(DataViewSchema schema, string role, string name)
    {
        DataViewSchema.Column column = Find(schema, role, name);
        return column.Type.Equals(NumberDataViewType.Single) ? column : throw SchemaErrors.Mismatch(nameof(schema), role.ToLowerInvariant(), name, "Single", column.Type.ToString()!);
    }

    /// <summary>A function that reads a label as a number: true and the second of two keys are 1, a missing one is NaN.</summary>
    public static Func<float> OpenLabel(DataViewRowCursor cursor, DataViewSchema.Column label)
    {
        if (label.Type is KeyDataViewType)
        {
            ValueGetter<ulong> keys = KeyReader.Scalar(cursor, label);
            ulong key = 0;
            return () =>
            {
                keys(ref key);
                return key == 0 ? float.NaN : key - 1;
            };
        }
        if (label.Type is BooleanDataViewType) return Open<bool>(cursor, label, flag => flag ? 1 : 0);
        return label.Type.Equals(NumberDataViewType.Double) ? Open<double>(cursor, label, number => (float)number) : Open<float>(cursor, label, number => number);
    }

    public static Func<float> OpenNumber(DataViewRowCursor cursor, DataViewSchema.Column column) => Open<float>(cursor, column, number => number);

    private static Func<float> Open<T>(DataViewRowCursor cursor, DataViewSchema.Column column, Func<T, float> convert)
    {
        ValueGetter<T> getter = cursor.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return convert(value);
        };
    }
}
