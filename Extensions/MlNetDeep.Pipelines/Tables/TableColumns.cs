using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Inputs;
using MlNetDeep.Pipelines.Rows;
using MlNetDeep.Pipelines.Training;

namespace MlNetDeep.Pipelines.Tables;

/// <summary>The feature columns of a table, told apart into numbers and categories.</summary>
internal sealed class TableColumns
{
    private const string Expected = NumberReader.Expected + ", or a key with a known number of values (MapValueToKey makes one of texts)";

    // Beyond this, embeddings take more memory than a table can teach them.
    private const ulong MaximumCategories = 1 << 20;

    private readonly List<DataViewSchema.Column> _numbers = [];
    private readonly List<DataViewSchema.Column> _categories = [];

    public TableColumns(DataViewSchema schema, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw RowErrors.MissingColumn("feature", name);
            if (NumberReader.Accepts(column.Type)) _numbers.Add(column);
            else if (NumberReader.ItemType(column.Type) is KeyDataViewType { Count: <= MaximumCategories } && column.Type is not VectorDataViewType { IsKnownSize: false }) _categories.Add(column);
            else throw RowErrors.WrongType("feature", name, Expected, column.Type.ToString()!);
        }
        Moments = new NumericMoments(_numbers.Sum(column => NumberReader.Size(column.Type)));
    }

    /// <summary>What is known of the numbers.</summary>
    public NumericMoments Moments { get; }

    public IReadOnlyList<DataViewSchema.Column> Numbers => _numbers;

    public static void Check(SchemaShape shape, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            SchemaShape.Column column = Shapes.Find(shape, name) ?? throw RowErrors.MissingColumn("feature", name);
            bool fits = column.Kind != SchemaShape.Column.VectorKind.VariableVector && (column.IsKey || column.ItemType is NumberDataViewType or BooleanDataViewType);
            if (!fits) throw RowErrors.WrongType("feature", name, Expected, Shapes.Describe(column));
        }
    }

    /// <summary>Adds a row to the moments.</summary>
    public Action Observe(DataViewRow row)
    {
        RowReader[] readers = [.. _numbers.Select(column => NumberReader.Open(row, column))];
        int[] sizes = [.. _numbers.Select(column => NumberReader.Size(column.Type))];
        float[] values = new float[sizes.Sum()];
        return () =>
        {
            int at = 0;
            for (int i = 0; i < readers.Length; at += sizes[i++]) readers[i](values.AsSpan(at, sizes[i]));
            Moments.Add(values);
        };
    }

    /// <summary>One input of all numbers, and one of each category.</summary>
    public IReadOnlyList<ColumnInput> Inputs()
    {
        var inputs = new List<ColumnInput>();
        if (_numbers.Count > 0)
        {
            inputs.Add(new NumericInput(
                [.. _numbers.Select(column => column.Name)], [.. _numbers.Select(column => NumberReader.Size(column.Type))],
                Moments.Means(), [.. Moments.Deviations().Select(deviation => 1 / deviation)], Moments.Missing));
        }
        inputs.AddRange(_categories.Select(column => new CategoryInput(column.Name, (int)((KeyDataViewType)NumberReader.ItemType(column.Type)).Count, NumberReader.Size(column.Type))));
        return inputs;
    }
}
