using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Bridge;

/// <summary>
/// Adds columns to a <see cref="SchemaShape"/>. The constructor of its column is internal upstream; the public way is to ask a
/// custom mapping with a schema definition of one column for its output shape.
/// </summary>
internal static class Shapes
{
    public static SchemaShape Add<TRow>(MLContext context, SchemaShape basis, string name, DataViewType type, params (string Kind, DataViewType Type)[] annotations)
        where TRow : class, new()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(TRow));
        definition[0].ColumnName = name;
        definition[0].ColumnType = type;
        foreach ((string kind, DataViewType annotationType) in annotations) Annotate(definition[0], kind, annotationType);
        return context.Transforms.CustomMapping<NoColumns, TRow>(static (_, _) => { }, null, null, definition).GetOutputSchema(basis);
    }

    public static SchemaShape.Column? Find(SchemaShape shape, string name)
    {
        foreach (SchemaShape.Column column in shape)
            if (column.Name == name) return column;
        return null;
    }

    /// <summary>The type of a column of a shape in the words of ML.NET's messages.</summary>
    public static string Describe(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : column.ItemType.ToString()!;
        return column.Kind switch
        {
            SchemaShape.Column.VectorKind.Vector => $"Vector<{item}>",
            SchemaShape.Column.VectorKind.VariableVector => $"VarVector<{item}>",
            _ => item,
        };
    }

    // Only the kind and the type of an annotation enter the shape, never its value.
    private static void Annotate(SchemaDefinition.Column column, string kind, DataViewType type)
    {
        switch (type)
        {
            case VectorDataViewType { ItemType: TextDataViewType }: column.AddAnnotation(kind, default(VBuffer<ReadOnlyMemory<char>>), type); break;
            case TextDataViewType: column.AddAnnotation(kind, default(ReadOnlyMemory<char>), type); break;
            case KeyDataViewType: column.AddAnnotation(kind, 0u, type); break;
            case BooleanDataViewType: column.AddAnnotation(kind, true, type); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, "expected Text, a vector of Text, a key or Boolean");
        }
    }

    internal sealed class NoColumns
    {
    }

    internal sealed class KeyRow
    {
        public uint Value { get; set; }
    }

    internal sealed class NumberRow
    {
        public float Value { get; set; }
    }

    internal sealed class FlagRow
    {
        public bool Value { get; set; }
    }

    internal sealed class VectorRow
    {
        public VBuffer<float> Value { get; set; }
    }
}
