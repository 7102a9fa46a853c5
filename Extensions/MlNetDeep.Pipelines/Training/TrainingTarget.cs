using Microsoft.ML;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Rows;

namespace MlNetDeep.Pipelines.Training;

/// <summary>A label column and what a network is to learn from it.</summary>
internal abstract class TrainingTarget(string columnName)
{
    public string ColumnName => columnName;

    /// <summary>How many numbers a label is.</summary>
    public abstract int Length { get; }

    public abstract TargetSpec Spec { get; }

    /// <summary>Opens a reader of the label of one cursor.</summary>
    public abstract LabelReader Open(DataViewRow row, DataViewSchema.Column column);

    /// <summary>Checks that another view, of validation rows, has the same label.</summary>
    public abstract DataViewSchema.Column Find(DataViewSchema schema);

    public static DataViewSchema.Column Find(DataViewSchema schema, string name) => schema.GetColumnOrNull(name) ?? throw RowErrors.MissingColumn("label", name);

    public static SchemaShape.Column Find(SchemaShape shape, string name) => Shapes.Find(shape, name) ?? throw RowErrors.MissingColumn("label", name);
}
