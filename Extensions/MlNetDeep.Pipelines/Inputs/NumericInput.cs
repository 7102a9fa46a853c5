using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Rows;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Inputs;

/// <summary>
/// Numbers of one or several columns, one after the other, shifted and scaled. A missing number becomes 0, which is the mean
/// where the numbers are standardised; slots that lacked numbers in training are followed by an indicator each.
/// </summary>
internal sealed class NumericInput : ColumnInput
{
    public const string KindName = "Numeric";

    private readonly string[] _names;
    private readonly int[] _sizes;
    private readonly float[] _shift;
    private readonly float[] _scale;
    private readonly int[] _marked;

    /// <param name="names">The columns.</param>
    /// <param name="sizes">How many numbers each has.</param>
    /// <param name="shift">What is subtracted from each number.</param>
    /// <param name="scale">What each number is then multiplied with.</param>
    /// <param name="marked">The numbers, in ascending order, for which an indicator tells that they are missing.</param>
    /// <param name="shape">The shape of a sample; null for a vector of all numbers and indicators.</param>
    public NumericInput(string[] names, int[] sizes, float[] shift, float[] scale, int[] marked, Shape? shape = null)
    {
        (_names, _sizes, _shift, _scale, _marked) = (names, sizes, shift, scale, marked);
        Shape = shape ?? new Shape(shift.Length + marked.Length);
        int total = sizes.Sum();
        if (names.Length == 0 || names.Length != sizes.Length || total != shift.Length || total != scale.Length || Shape.Count != total + marked.Length || marked.Any(m => m < 0 || m >= total))
            throw new InvalidDataException($"A numeric input of the columns {string.Join(", ", names)} contradicts itself: {total} numbers, shifts {shift.Length}, scales {scale.Length}, shape {Shape}.");
    }

    public override IReadOnlyList<string> ColumnNames => _names;

    public override Shape Shape { get; }

    protected override string Kind => KindName;

    /// <summary>Numbers as they are.</summary>
    public static NumericInput Plain(string name, Shape shape)
    {
        float[] scale = new float[shape.Count];
        scale.AsSpan().Fill(1);
        return new NumericInput([name], [shape.Count], new float[shape.Count], scale, [], shape);
    }

    public override IReadOnlyList<DataViewSchema.Column> Find(DataViewSchema schema)
    {
        var columns = new DataViewSchema.Column[_names.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = schema.GetColumnOrNull(_names[i]) ?? throw RowErrors.MissingColumn("feature", _names[i]);
            if (!NumberReader.Accepts(columns[i].Type)) throw RowErrors.WrongType("feature", _names[i], NumberReader.Expected, columns[i].Type.ToString()!);
            if (NumberReader.Size(columns[i].Type) != _sizes[i])
                throw RowErrors.WrongType("feature", _names[i], _sizes[i] == 1 ? "one number" : $"a vector of {_sizes[i]} numbers", columns[i].Type.ToString()!);
        }
        return columns;
    }

    public override RowReader Open(DataViewRow row, IReadOnlyList<DataViewSchema.Column> columns)
    {
        if (columns.All(column => column.Type.Equals(NumberDataViewType.Single)))
        {
            // The usual table: no detour over readers that convert.
            ValueGetter<float>[] getters = [.. columns.Select(row.GetGetter<float>)];
            return destination =>
            {
                for (int i = 0; i < getters.Length; i++) getters[i](ref destination[i]);
                Encode(destination, getters.Length);
            };
        }
        RowReader[] readers = [.. columns.Select(column => NumberReader.Open(row, column))];
        return destination =>
        {
            int at = 0;
            for (int i = 0; i < readers.Length; at += _sizes[i++]) readers[i](destination.Slice(at, _sizes[i]));
            Encode(destination, at);
        };
    }

    protected override void WriteOptions(BinaryWriter writer)
    {
        writer.WriteStrings(_names);
        writer.WriteIntegers(_sizes);
        writer.WriteFloats(_shift);
        writer.WriteFloats(_scale);
        writer.WriteIntegers(_marked);
        writer.WriteShape(Shape);
    }

    public static NumericInput ReadOptions(BinaryReader reader)
    {
        string[] names = reader.ReadStrings();
        int[] sizes = reader.ReadIntegers();
        float[] shift = reader.ReadFloats(), scale = reader.ReadFloats();
        int[] marked = reader.ReadIntegers();
        return new NumericInput(names, sizes, shift, scale, marked, reader.ReadShape());
    }

    private void Encode(Span<float> values, int count)
    {
        for (int i = 0; i < _marked.Length; i++) values[count + i] = float.IsFinite(values[_marked[i]]) ? 0 : 1;
        for (int i = 0; i < count; i++) values[i] = float.IsFinite(values[i]) ? (values[i] - _shift[i]) * _scale[i] : 0;
    }
}
