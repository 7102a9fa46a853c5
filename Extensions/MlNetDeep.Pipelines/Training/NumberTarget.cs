using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Heads;
using MlNetDeep.Pipelines.Inputs;
using MlNetDeep.Pipelines.Rows;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Training;

/// <summary>One number, or a vector of a known size, standardised. A row lacks its label when one of the numbers is not finite.</summary>
internal sealed class NumberTarget : TrainingTarget
{
    private readonly NumberLabels _labels;
    private readonly float[] _raw;

    public NumberTarget(DataViewSchema schema, string columnName, NumberLabels labels) : base(columnName)
    {
        _labels = labels;
        DataViewSchema.Column column = Numbers(schema, columnName, labels);
        IsVector = column.Type is VectorDataViewType;
        Length = NumberReader.Size(column.Type);
        SlotNames = ScoreAnnotations.SlotNamesOf(column);
        Mean = new float[Length];
        Deviation = new float[Length];
        Deviation.AsSpan().Fill(1);
        _raw = new float[Length];
    }

    public bool IsVector { get; }

    public IReadOnlyList<string> SlotNames { get; }

    public override int Length { get; }

    public override TargetSpec Spec => new(false, new Shape(Length));

    /// <summary>What is subtracted from each number; set by <see cref="Standardise"/>.</summary>
    public float[] Mean { get; private set; }

    /// <summary>What each number is then divided by.</summary>
    public float[] Deviation { get; private set; }

    /// <summary>Checks the label in a shape and tells whether it is a vector.</summary>
    public static bool Check(SchemaShape shape, string columnName, NumberLabels labels)
    {
        SchemaShape.Column label = Find(shape, columnName);
        bool fits = label.ItemType.Equals(NumberDataViewType.Single) && !label.IsKey && label.Kind switch
        {
            SchemaShape.Column.VectorKind.Scalar => labels != NumberLabels.Vector,
            SchemaShape.Column.VectorKind.Vector => labels != NumberLabels.Scalar,
            _ => false,
        };
        return fits ? label.Kind == SchemaShape.Column.VectorKind.Vector : throw RowErrors.WrongType("label", label.Name, Expected(labels), Shapes.Describe(label));
    }

    public void Standardise(NumericMoments moments) => (Mean, Deviation) = (moments.Means(), moments.Deviations());

    public override DataViewSchema.Column Find(DataViewSchema schema)
    {
        DataViewSchema.Column column = Numbers(schema, ColumnName, _labels);
        return NumberReader.Size(column.Type) == Length ? column : throw RowErrors.WrongType("label", ColumnName, $"a vector of {Length} numbers", column.Type.ToString()!);
    }

    public override LabelReader Open(DataViewRow row, DataViewSchema.Column column)
    {
        RowReader reader = NumberReader.Open(row, column);
        return destination =>
        {
            reader(_raw);
            for (int i = 0; i < _raw.Length; i++)
            {
                if (!float.IsFinite(_raw[i])) return false;
                destination[i] = (_raw[i] - Mean[i]) / Deviation[i];
            }
            return true;
        };
    }

    private static DataViewSchema.Column Numbers(DataViewSchema schema, string name, NumberLabels labels)
    {
        DataViewSchema.Column column = Find(schema, name);
        bool fits = column.Type is VectorDataViewType type
            ? labels != NumberLabels.Scalar && type.IsKnownSize && type.ItemType.Equals(NumberDataViewType.Single)
            : labels != NumberLabels.Vector && column.Type.Equals(NumberDataViewType.Single);
        return fits ? column : throw RowErrors.WrongType("label", name, Expected(labels), column.Type.ToString()!);
    }

    private static string Expected(NumberLabels labels) => labels switch
    {
        NumberLabels.Scalar => "Single",
        NumberLabels.Vector => "Vector<Single>",
        _ => "Single or Vector<Single>",
    };
}
