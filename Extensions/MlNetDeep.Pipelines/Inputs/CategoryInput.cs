using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Pipelines.Rows;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Inputs;

/// <summary>The keys of a column as indices for an embedding: 0 is missing or unknown, 1 to the count the categories.</summary>
internal sealed class CategoryInput(string columnName, int count, int size) : ColumnInput
{
    public const string KindName = "Category";

    public override IReadOnlyList<string> ColumnNames => [columnName];

    public override Shape Shape => new(size);

    /// <summary>The number of categories.</summary>
    public int Count => count;

    protected override string Kind => KindName;

    public override IReadOnlyList<DataViewSchema.Column> Find(DataViewSchema schema)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(columnName) ?? throw RowErrors.MissingColumn("feature", columnName);
        return NumberReader.ItemType(column.Type) is KeyDataViewType key && key.Count == (ulong)count && NumberReader.Size(column.Type) == size
            ? [column]
            : throw RowErrors.WrongType("feature", columnName, size == 1 ? $"a key of {count} values" : $"a vector of {size} keys of {count} values", column.Type.ToString()!);
    }

    public override RowReader Open(DataViewRow row, IReadOnlyList<DataViewSchema.Column> columns)
    {
        RowReader reader = NumberReader.Open(row, columns[0]);
        return destination =>
        {
            reader(destination);
            foreach (ref float key in destination[..size])
                if (!(key <= count)) key = 0;
        };
    }

    protected override void WriteOptions(BinaryWriter writer)
    {
        writer.Write(columnName);
        writer.Write(count);
        writer.Write(size);
    }

    public static CategoryInput ReadOptions(BinaryReader reader)
    {
        string name = reader.ReadString();
        int count = reader.ReadInt32(), size = reader.ReadInt32();
        return count >= 1 && size >= 1 ? new CategoryInput(name, count, size) : throw new InvalidDataException($"The model file says that the column '{name}' has {size} keys of {count} values.");
    }
}
