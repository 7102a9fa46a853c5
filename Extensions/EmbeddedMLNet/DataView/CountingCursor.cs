namespace Microsoft.ML;

/// <summary>A cursor that counts its own rows: position -1 before the first and, for good, after the last.</summary>
internal abstract class CountingCursor : DataViewRowCursor
{
    private long _position = -1;
    private bool _ended;

    public sealed override long Position => _position;

    public override long Batch => 0;

    public sealed override bool MoveNext()
    {
        if (_ended) return false;
        if (MoveNextCore())
        {
            _position++;
            return true;
        }
        _ended = true;
        _position = -1;
        return false;
    }

    /// <summary>Moves to the next row; <see cref="Position"/> is still that of the row before.</summary>
    protected abstract bool MoveNextCore();

    protected override void Dispose(bool disposing)
    {
        _ended = true;
        _position = -1;
        base.Dispose(disposing);
    }
}
