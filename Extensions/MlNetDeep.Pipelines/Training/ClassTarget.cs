using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Heads;
using MlNetDeep.Pipelines.Rows;

namespace MlNetDeep.Pipelines.Training;

/// <summary>One class out of several, given by a key.</summary>
internal sealed class ClassTarget : TrainingTarget
{
    private const string Expected = "Key<UInt32>";

    public ClassTarget(DataViewSchema schema, string columnName) : base(columnName) => Labels = ClassLabels.From(Key(schema, columnName));

    public ClassLabels Labels { get; }

    public override int Length => 1;

    public override TargetSpec Spec => new(true, null);

    public static void Check(SchemaShape shape, string columnName)
    {
        SchemaShape.Column label = Find(shape, columnName);
        if (label.Kind != SchemaShape.Column.VectorKind.Scalar || !label.IsKey || label.ItemType.RawType != typeof(uint)) throw RowErrors.WrongType("label", label.Name, Expected, Shapes.Describe(label));
    }

    public override DataViewSchema.Column Find(DataViewSchema schema)
    {
        DataViewSchema.Column column = Key(schema, ColumnName);
        IReadOnlyList<string> names = ClassLabels.From(column).Names;
        return names.SequenceEqual(Labels.Names)
            ? column
            : throw new InvalidOperationException($"The validation set has the classes {string.Join(", ", names)}; expected those of the training set, {string.Join(", ", Labels.Names)}.");
    }

    public override LabelReader Open(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<uint> getter = row.GetGetter<uint>(column);
        uint key = 0;
        return destination =>
        {
            getter(ref key);
            destination[0] = (float)key - 1;
            return key > 0;
        };
    }

    private static DataViewSchema.Column Key(DataViewSchema schema, string columnName)
    {
        DataViewSchema.Column column = Find(schema, columnName);
        return column.Type is KeyDataViewType { Count: > 0 } key && key.RawType == typeof(uint) ? column : throw RowErrors.WrongType("label", columnName, Expected, column.Type.ToString()!);
    }
}
