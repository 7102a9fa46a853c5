using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Each row as often as a Poisson number of mean 1 says, or, as complement, once where that number is 0. It is what drawing with
/// replacement comes to for many rows.
/// </summary>
internal sealed class BootstrapDataView(IDataView source, int seed, bool complement) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = Columns.Active(Schema, columnsNeeded);
        return new Cursor(source.GetRowCursor(columnsNeeded), active, new HybridTausworthe(seed), complement);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(DataViewRowCursor input, bool[] active, HybridTausworthe random, bool complement) : LinkedCursor(input, active)
    {
        private static readonly double s_none = Math.Exp(-1);
        private int _left;

        public override long Batch => 0;

        public override ValueGetter<DataViewRowId> GetIdGetter()
        {
            ValueGetter<DataViewRowId> source = Input.GetIdGetter();
            return (ref DataViewRowId value) =>
            {
                source(ref value);
                value = new DataViewRowId(value.Low, value.High ^ ((ulong)_left << 32));
            };
        }

        protected override bool MoveNextCore()
        {
            while (_left == 0)
            {
                if (!Input.MoveNext()) return false;
                int times = Poisson();
                _left = !complement ? times : times == 0 ? 1 : 0;
            }
            _left--;
            return true;
        }

        // Knuth, The Art of Computer Programming, volume 2, 3.4.1.
        private int Poisson()
        {
            int times = 0;
            for (double product = random.NextDouble(); product > s_none; product *= random.NextDouble()) times++;
            return times;
        }
    }
}
