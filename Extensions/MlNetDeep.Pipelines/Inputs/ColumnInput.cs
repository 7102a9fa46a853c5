using Microsoft.ML;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Inputs;

/// <summary>
/// What feeds one input of a network: the columns it reads and how their values become numbers. Immutable, a part of the model
/// file; readers opened on a row hold all scratch memory, so that any number of cursors may run at once.
/// </summary>
internal abstract class ColumnInput
{
    public abstract IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The shape of one sample.</summary>
    public abstract Shape Shape { get; }

    public int Length => Shape.Count;

    /// <summary>The name under which the input is stored in model files: frozen once released.</summary>
    protected abstract string Kind { get; }

    /// <summary>Finds the columns in a schema and checks their types.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public abstract IReadOnlyList<DataViewSchema.Column> Find(DataViewSchema schema);

    /// <summary>Opens a reader of one row or cursor, for the columns that <see cref="Find"/> gave.</summary>
    public abstract RowReader Open(DataViewRow row, IReadOnlyList<DataViewSchema.Column> columns);

    protected abstract void WriteOptions(BinaryWriter writer);

    public void Write(BinaryWriter writer)
    {
        writer.Write(Kind);
        WriteOptions(writer);
    }

    public static ColumnInput Read(BinaryReader reader) => reader.ReadString() switch
    {
        NumericInput.KindName => NumericInput.ReadOptions(reader),
        CategoryInput.KindName => CategoryInput.ReadOptions(reader),
        TokenInput.KindName => TokenInput.ReadOptions(reader),
        ImageInput.KindName => ImageInput.ReadOptions(reader),
        string kind => throw new InvalidDataException($"The model file holds an input of the kind '{kind}', which this version does not know; it was written by a later one."),
    };
}
