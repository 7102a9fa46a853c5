using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>The value of a number column, scaled; or the place of a key among its categories, between 0 and 1.</summary>
internal sealed class ColumnRowNumber(DataViewSchema.Column column, double offset = 0, double scale = 1) : IRowNumber
{
    public DataViewSchema.Column? Column => column;

    /// <summary>Whether rows can be chosen by a column of this type as it is.</summary>
    public static bool Takes(DataViewType type) => type is KeyDataViewType || type.Equals(NumberDataViewType.Single) || type.Equals(NumberDataViewType.Double);

    /// <summary>The place of a key; NaN for a missing one.</summary>
    public static double Place(ulong key, ulong count) => key == 0 || key > count ? double.NaN : ((uint)key - 0.5) / count;

    /// <summary>The value of a column scaled to lie between 0 and 1, which costs a pass over the view.</summary>
    public static ColumnRowNumber Scaled(IDataView data, DataViewSchema.Column column)
    {
        var number = new ColumnRowNumber(column);
        double lowest = double.PositiveInfinity;
        double highest = double.NegativeInfinity;
        using (DataViewRowCursor cursor = data.GetRowCursor([column]))
        {
            Func<double> next = number.Create(cursor);
            while (cursor.MoveNext())
            {
                double value = next();
                if (double.IsNaN(value)) continue;
                lowest = Math.Min(lowest, value);
                highest = Math.Max(highest, value);
            }
        }
        return new ColumnRowNumber(column, lowest, highest > lowest ? 1 / (highest - lowest) : 0);
    }

    public Func<double> Create(DataViewRowCursor cursor)
    {
        if (column.Type is KeyDataViewType key)
        {
            ValueGetter<ulong> getter = KeyReader.Scalar(cursor, column);
            ulong value = 0;
            return () =>
            {
                getter(ref value);
                return Place(value, key.Count);
            };
        }
        if (column.Type.Equals(NumberDataViewType.Double))
        {
            ValueGetter<double> getter = cursor.GetGetter<double>(column);
            double value = 0;
            return () =>
            {
                getter(ref value);
                return (value - offset) * scale;
            };
        }
        ValueGetter<float> singles = cursor.GetGetter<float>(column);
        float single = 0;
        return () =>
        {
            singles(ref single);
            return (single - (float)offset) * (float)scale;
        };
    }
}
