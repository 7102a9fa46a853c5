using System.Collections.Immutable;
using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>The first rows of a view, as objects.</summary>
public sealed class DataDebuggerPreview
{
    internal DataDebuggerPreview(IDataView data, int maxRows = 100)
    {
        Schema = data.Schema;
        var rows = new List<RowInfo>();
        var columns = Schema.Select(_ => new List<object>()).ToArray();
        using DataViewRowCursor cursor = data.GetRowCursor(Schema);
        Func<object>[] getters = [.. Schema.Select(c => Generic.Call(c.Type.RawType, new Boxed(cursor, c)))];
        while (rows.Count < maxRows && cursor.MoveNext())
        {
            var row = new RowInfo(Schema.Count);
            for (int i = 0; i < getters.Length; i++)
            {
                object value = getters[i]();
                row.Values[i] = new KeyValuePair<string, object>(Schema[i].Name, value);
                columns[i].Add(value);
            }
            rows.Add(row);
        }
        RowView = [.. rows];
        ColumnView = [.. Schema.Select((c, i) => new ColumnInfo(c, [.. columns[i]]))];
    }

    /// <summary>The schema of the view.</summary>
    public DataViewSchema Schema { get; }

    /// <summary>The values by column.</summary>
    public ImmutableArray<ColumnInfo> ColumnView { get; }

    /// <summary>The values by row.</summary>
    public ImmutableArray<RowInfo> RowView { get; }

    /// <summary>The numbers of columns and rows.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Schema.Count} columns, {RowView.Length} rows");

    /// <summary>The values of one row.</summary>
    public sealed class RowInfo
    {
        internal RowInfo(int n) => Values = new KeyValuePair<string, object>[n];

        /// <summary>The name and value of each column.</summary>
        public KeyValuePair<string, object>[] Values { get; }

        /// <summary>The number of columns.</summary>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Values.Length} columns");
    }

    /// <summary>The values of one column.</summary>
    public sealed class ColumnInfo
    {
        internal ColumnInfo(DataViewSchema.Column column, object[] values)
        {
            Column = column;
            Values = values;
        }

        /// <summary>The column.</summary>
        public DataViewSchema.Column Column { get; }

        /// <summary>Its values in the first rows.</summary>
        public object[] Values { get; }

        /// <summary>The name and type of the column.</summary>
        public override string ToString() => $"{Column.Name}: {Column.Type}";
    }

    private readonly struct Boxed(DataViewRow row, DataViewSchema.Column column) : IGenericFunction<Func<object>>
    {
        public Func<object> Invoke<T>()
        {
            ValueGetter<T> getter = row.GetGetter<T>(column);
            return () =>
            {
                T value = default!;
                getter(ref value);
                return value!;
            };
        }
    }
}
