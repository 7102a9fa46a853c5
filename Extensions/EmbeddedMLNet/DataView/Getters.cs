namespace Microsoft.ML;

/// <summary>The checks that every row makes when it hands out a getter, and calls by a type that is known only at run time.</summary>
internal static class Getters
{
    public static ValueGetter<TValue> Cast<TValue>(Delegate getter, DataViewSchema.Column column) =>
        getter as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Invalid TValue in GetGetter for column #{column}: '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");

    public static void CheckActive(bool active, DataViewSchema.Column column)
    {
        if (!active) throw new ArgumentOutOfRangeException(nameof(column), "requested column not active");
    }

    /// <summary>The getter of a column as a <see cref="Delegate"/>.</summary>
    public static Delegate Create(DataViewRow row, DataViewSchema.Column column) => Generic.Call(
        column.Type.RawType, new GetterOf(row, column));

    /// <summary>Copies a value so that it survives the next call of its getter.</summary>
    public static void Copy<T>(in T source, ref T destination) => ValueCopier<T>.Copy(in source, ref destination);

    private readonly struct GetterOf(DataViewRow row, DataViewSchema.Column column) : IGenericFunction<Delegate>
    {
        public Delegate Invoke<T>() => row.GetGetter<T>(column);
    }
}
