namespace Microsoft.ML.Data;

/// <summary>
/// The rows whose random number lies, or does not lie, in an interval. The number depends on the seed and the row's index, or on
/// the seed and the value of a column, so that views over the same source agree without memory.
/// </summary>
internal sealed class SampleDataView : IDataView
{
    private readonly IDataView _source;
    private readonly DataViewSchema.Column? _key;
    private readonly ulong _seed;
    private readonly double _lower;
    private readonly double _upper;
    private readonly bool _complement;

    public SampleDataView(IDataView source, DataViewSchema.Column? key, int seed, double lower, double upper, bool complement)
    {
        _source = source;
        _key = key;
        _seed = (ulong)seed;
        _lower = lower;
        _upper = upper;
        _complement = complement;
    }

    // The number of a row depends on the order of rows, which therefore must not change.
    public bool CanShuffle => false;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = Columns.Active(Schema, columnsNeeded);
        return new Cursor(this, _source.GetRowCursor(_key is { } key ? columnsNeeded.Append(key) : columnsNeeded), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private sealed class Cursor : LinkedCursor
    {
        private readonly SampleDataView _view;
        private readonly Func<ulong>? _hash;
        private ulong _index;

        public Cursor(SampleDataView view, DataViewRowCursor input, bool[] active) : base(input, active)
        {
            _view = view;
            if (view._key is { } key) _hash = ValueHash.Create(input, key);
        }

        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
            {
                ulong bits = ValueHash.Mix(_view._seed + ValueHash.Mix(_hash?.Invoke() ?? _index++));
                double number = (bits >> 11) * (1.0 / (1UL << 53));
                if ((number >= _view._lower && number < _view._upper) != _view._complement) return true;
            }
            return false;
        }
    }
}
