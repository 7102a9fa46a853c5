using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Distinct values and their numbers, counted from 1.</summary>
internal abstract class ValueMap(PrimitiveDataViewType type)
{
    /// <summary>The type of a value.</summary>
    public PrimitiveDataViewType Type { get; } = type;

    public abstract int Count { get; }

    /// <summary>Whether there were more values than allowed.</summary>
    public bool Overflowed { get; protected set; }

    public static ValueMap Create(PrimitiveDataViewType type, int maximum) =>
        (ValueMap)Activator.CreateInstance(typeof(ValueMap<>).MakeGenericType(type.RawType), type, maximum)!;

    public static ValueMap Load(BinaryReader reader)
    {
        if (TypeCodec.Read(reader) is not PrimitiveDataViewType type) throw new FormatException("the values of saved keys are vectors");
        ValueMap map = Create(type, int.MaxValue);
        map.ReadValues(reader);
        return map;
    }

    /// <summary>An action that adds the values of the column in the current row.</summary>
    public abstract Action CreateLearner(DataViewRow row, DataViewSchema.Column column);

    /// <summary>The getter of the keys of a column.</summary>
    public abstract Delegate CreateMapper(DataViewRow row, DataViewSchema.Column column);

    public abstract void Sort();

    /// <summary>Adds the annotation that tells the values of the keys.</summary>
    /// <param name="builder">Where to add.</param>
    /// <param name="input">The column that the values come from; when it is a key itself, its own values are told.</param>
    /// <param name="asText">Whether the values are told as text.</param>
    public abstract void Annotate(DataViewSchema.Annotations.Builder builder, DataViewSchema.Column input, bool asText);

    public abstract void Save(BinaryWriter writer);

    protected abstract void ReadValues(BinaryReader reader);
}
