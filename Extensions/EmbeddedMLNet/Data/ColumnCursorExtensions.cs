using System.Globalization;
namespace Microsoft.ML.Data;

/// <summary>Reads single columns.</summary>
public static class ColumnCursorExtensions
{
    /// <summary>The values of a column; each enumeration is a pass over the view.</summary>
    /// <typeparam name="T">The raw type of the column, or string for text, or an array for a vector.</typeparam>
    /// <param name="data">The view.</param>
    /// <param name="columnName">The name of the column.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or its values are no <typeparamref name="T"/>.</exception>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName)
    {
        ArgumentNullException.ThrowIfNull(data);
        return GetColumn<T>(data, data.Schema[columnName]);
    }

    /// <summary>The values of a column; each enumeration is a pass over the view.</summary>
    /// <typeparam name="T">The raw type of the column, or string for text, or an array for a vector.</typeparam>
    /// <param name="data">The view.</param>
    /// <param name="column">The column.</param>
    /// <exception cref="ArgumentOutOfRangeException">The view has no such column, or its values are no <typeparamref name="T"/>.</exception>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (column.Index >= data.Schema.Count || !column.Equals(data.Schema[column.Index]))
            throw new ArgumentOutOfRangeException(nameof(column), string.Create(CultureInfo.InvariantCulture, $"column with name {column.Name}, type {column.Type}, and index {column.Index} cannot be found in {nameof(data)}"));
        if (!RowMember.CanHold(typeof(T), column.Type))
            throw new ArgumentOutOfRangeException(nameof(column), $"Cannot map column (name: {column.Name}, type: {column.Type}) in data to the user-defined type, {typeof(T)}.");
        return Enumerate<T>(data, column);
    }

    private static IEnumerable<T> Enumerate<T>(IDataView data, DataViewSchema.Column column)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        Action<Holder<T>> fill = MemberAccess.CreateSetter<Holder<T>>(typeof(Holder<T>).GetField(nameof(Holder<T>.Value))!, cursor, column);
        while (cursor.MoveNext())
        {
            var holder = new Holder<T>();
            fill(holder);
            yield return holder.Value;
        }
    }

    private sealed class Holder<T>
    {
        public T Value = default!;
    }
}
