namespace Microsoft.ML;

/// <summary>
/// Writes the value of one column in the current row into <paramref name="value"/>. A getter may reuse the buffers that it finds in
/// <paramref name="value"/>, so a caller that keeps a vector must copy it before the next call.
/// </summary>
/// <typeparam name="TValue">The raw type of the column, see <see cref="Data.DataViewType.RawType"/>.</typeparam>
/// <param name="value">Receives the value; its previous content may be reused or overwritten.</param>
public delegate void ValueGetter<TValue>(ref TValue value);
