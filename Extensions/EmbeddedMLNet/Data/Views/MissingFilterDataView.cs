using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>The rows without a missing value in some columns.</summary>
internal sealed class MissingFilterDataView(IDataView source, DataViewSchema.Column[] columns) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    /// <summary>Whether values of a type can be missing.</summary>
    public static bool Takes(DataViewType type)
    {
        DataViewType item = (type as VectorDataViewType)?.ItemType ?? type;
        return item is KeyDataViewType || item.Equals(NumberDataViewType.Single) || item.Equals(NumberDataViewType.Double);
    }

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = Columns.Active(Schema, columnsNeeded);
        return new Cursor(source.GetRowCursor(columnsNeeded.Concat(columns), rand), active, columns);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = Columns.Active(Schema, columnsNeeded);
        return [.. source.GetRowCursorSet(columnsNeeded.Concat(columns), n, rand).Select(cursor => new Cursor(cursor, active, columns))];
    }

    private sealed class Cursor : LinkedCursor
    {
        private readonly Func<bool>[] _missing;

        public Cursor(DataViewRowCursor input, bool[] active, DataViewSchema.Column[] columns) : base(input, active) =>
            _missing = [.. columns.Select(c => Generic.Call(((c.Type as VectorDataViewType)?.ItemType ?? c.Type).RawType, new Test(input, c)))];

        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
                if (!Array.Exists(_missing, test => test())) return true;
            return false;
        }
    }

    private readonly struct Test(DataViewRow row, DataViewSchema.Column column) : IGenericFunction<Func<bool>>
    {
        public Func<bool> Invoke<T>()
        {
            if (column.Type is not VectorDataViewType vectorType)
            {
                bool isKey = column.Type is KeyDataViewType;
                ValueGetter<T> getter = row.GetGetter<T>(column);
                T value = default!;
                return () =>
                {
                    getter(ref value);
                    return ValueComparer.IsMissing(value, isKey);
                };
            }
            bool ofKeys = vectorType.ItemType is KeyDataViewType;
            ValueGetter<VBuffer<T>> vectors = row.GetGetter<VBuffer<T>>(column);
            VBuffer<T> vector = default;
            return () =>
            {
                vectors(ref vector);
                // The implicit items of a sparse vector of keys are missing keys.
                if (ofKeys && !vector.IsDense) return true;
                foreach (T item in vector.GetValues())
                    if (ValueComparer.IsMissing(item, ofKeys)) return true;
                return false;
            };
        }
    }
}
