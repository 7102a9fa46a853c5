using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Rows;

namespace MlNetDeep.Pipelines.Training;

/// <summary>Yes or no, given by a Boolean.</summary>
internal sealed class BinaryTarget(string columnName) : TrainingTarget(columnName)
{
    public override int Length => 1;

    public override TargetSpec Spec => new(true, null);

    public static void Check(SchemaShape shape, string columnName)
    {
        SchemaShape.Column label = Find(shape, columnName);
        if (label.Kind != SchemaShape.Column.VectorKind.Scalar || label.ItemType is not BooleanDataViewType) throw RowErrors.WrongType("label", label.Name, "Boolean", Shapes.Describe(label));
    }

    public override DataViewSchema.Column Find(DataViewSchema schema)
    {
        DataViewSchema.Column column = Find(schema, ColumnName);
        return column.Type is BooleanDataViewType ? column : throw RowErrors.WrongType("label", ColumnName, "Boolean", column.Type.ToString()!);
    }

    public override LabelReader Open(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<bool> getter = row.GetGetter<bool>(column);
        bool label = false;
        return destination =>
        {
            getter(ref label);
            destination[0] = label ? 1 : 0;
            return true;
        };
    }
}
