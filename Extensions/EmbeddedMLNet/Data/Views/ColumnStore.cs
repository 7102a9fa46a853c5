namespace Microsoft.ML.Data;

internal static class ColumnStore
{
    /// <summary>A store of the column's values in the current row of a cursor.</summary>
    public static IColumnStore Create(DataViewRow row, DataViewSchema.Column column) => Generic.Call(column.Type.RawType, new Factory(row, column));

    private readonly struct Factory(DataViewRow row, DataViewSchema.Column column) : IGenericFunction<IColumnStore>
    {
        public IColumnStore Invoke<T>() => new Store<T>(row.GetGetter<T>(column));
    }

    private sealed class Store<T>(ValueGetter<T> source) : IColumnStore
    {
        private readonly List<T> _values = [];
        private T _current = default!;

        public void Append()
        {
            source(ref _current);
            T copy = default!;
            ValueCopier<T>.Copy(in _current, ref copy);
            _values.Add(copy);
        }

        public void Replace(int index)
        {
            source(ref _current);
            T copy = _values[index];
            ValueCopier<T>.Copy(in _current, ref copy);
            _values[index] = copy;
        }

        public Delegate CreateGetter(StoredRow row)
        {
            if (ValueCopier<T>.IsPlain) return (ValueGetter<T>)((ref T value) => value = _values[row.Index]);
            ValueGetter<T> getter = (ref T value) =>
            {
                T kept = _values[row.Index];
                ValueCopier<T>.Copy(in kept, ref value);
            };
            return getter;
        }
    }
}
