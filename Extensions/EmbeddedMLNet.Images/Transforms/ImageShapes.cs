using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>
/// Adds a column to a schema shape. Shapes have no public constructor of columns, but a custom mapping gives a column of any name
/// and type; it is made for its shape only and never runs.
/// </summary>
internal static class ImageShapes
{
    public static SchemaShape Add(TransformsCatalog catalog, SchemaShape shape, string name, DataViewType type)
    {
        if (type is ImageDataViewType) return Add<ImageRow>(catalog, shape, name, type);
        return ((VectorDataViewType)type).ItemType.RawType == typeof(byte) ? Add<ByteRow>(catalog, shape, name, type) : Add<SingleRow>(catalog, shape, name, type);
    }

    /// <summary>The column of a name; its absence is an error.</summary>
    public static SchemaShape.Column Find(SchemaShape inputSchema, string name)
    {
        foreach (SchemaShape.Column column in inputSchema)
            if (column.Name == name) return column;
        throw new ArgumentOutOfRangeException(nameof(inputSchema), $"Could not find input column '{name}'");
    }

    public static ArgumentOutOfRangeException Mismatch(SchemaShape inputSchema, SchemaShape.Column column, string expected) =>
        new(nameof(inputSchema), $"Schema mismatch for input column '{column.Name}': expected {expected}, got {Describe(column)}");

    private static string Describe(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : column.ItemType.ToString()!;
        return column.Kind switch
        {
            SchemaShape.Column.VectorKind.Vector => $"Vector<{item}>",
            SchemaShape.Column.VectorKind.VariableVector => $"VarVector<{item}>",
            _ => item,
        };
    }

    private static SchemaShape Add<TRow>(TransformsCatalog catalog, SchemaShape shape, string name, DataViewType type)
        where TRow : class, new()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(TRow));
        definition[0].ColumnName = name;
        definition[0].ColumnType = type;
        return catalog.CustomMapping<NoColumns, TRow>((_, _) => { }, null, null, definition).GetOutputSchema(shape);
    }

    private sealed class NoColumns
    {
    }

    private sealed class ImageRow
    {
        [ImageType]
        public MLImage? Value { get; set; }
    }

    private sealed class ByteRow
    {
        public byte[]? Value { get; set; }
    }

    private sealed class SingleRow
    {
        public float[]? Value { get; set; }
    }
}
