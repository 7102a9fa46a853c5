using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Rows;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Inputs;

/// <summary>The numbers of the first tokens of a text.</summary>
internal sealed class TokenInput(string columnName, Tokenizer tokenizer, int length) : ColumnInput
{
    public const string KindName = "Tokens";

    public override IReadOnlyList<string> ColumnNames => [columnName];

    public override Shape Shape => new(length);

    protected override string Kind => KindName;

    public static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw RowErrors.MissingColumn("text", name);
        return column.Type is TextDataViewType ? column : throw RowErrors.WrongType("text", name, "String", column.Type.ToString()!);
    }

    public override IReadOnlyList<DataViewSchema.Column> Find(DataViewSchema schema) => [Find(schema, columnName)];

    public override RowReader Open(DataViewRow row, IReadOnlyList<DataViewSchema.Column> columns)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(columns[0]);
        ReadOnlyMemory<char> text = default;
        return destination =>
        {
            getter(ref text);
            tokenizer.Encode(text.Span, destination[..length]);
        };
    }

    protected override void WriteOptions(BinaryWriter writer)
    {
        writer.Write(columnName);
        writer.Write(length);
        writer.WriteStrings(tokenizer.Tokens);
    }

    public static TokenInput ReadOptions(BinaryReader reader)
    {
        string name = reader.ReadString();
        int length = reader.ReadInt32();
        if (length < 1) throw new InvalidDataException($"The model file says that texts of the column '{name}' have {length} tokens.");
        return new TokenInput(name, new Tokenizer(reader.ReadStrings()), length);
    }
}
