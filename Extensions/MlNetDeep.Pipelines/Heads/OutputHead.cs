using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Heads;

/// <summary>What becomes of one output of a network: the numbers that are kept of a sample and the columns they fill.</summary>
internal abstract class OutputHead
{
    /// <summary>How many numbers are kept of a sample.</summary>
    public abstract int Length { get; }

    /// <summary>The output that the network must have, without the batch axis.</summary>
    public virtual Shape Shape => new(Length);

    /// <summary>The names of the added columns, in their order.</summary>
    public abstract IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The classes by name; empty where there are none.</summary>
    public virtual IReadOnlyList<string> ClassNames => [];

    /// <summary>The name under which the head is stored in model files: frozen once released.</summary>
    protected abstract string Kind { get; }

    public abstract void AddColumns(DataViewSchema.Builder builder);

    /// <summary>Turns the output of a batch into the numbers that are kept.</summary>
    public abstract void Finish(Tensor output, Span<float> kept);

    /// <summary>A getter, of the type that the column has, of the numbers kept in the slot that <paramref name="slot"/> names at each call.</summary>
    public abstract Delegate GetGetter(int column, float[] kept, Func<int> slot);

    protected abstract void WriteOptions(BinaryWriter writer);

    public void Write(BinaryWriter writer)
    {
        writer.Write(Kind);
        WriteOptions(writer);
    }

    public static OutputHead Read(BinaryReader reader) => reader.ReadString() switch
    {
        ClassificationHead.KindName => ClassificationHead.ReadOptions(reader),
        BinaryHead.KindName => BinaryHead.ReadOptions(reader),
        NumberHead.KindName => NumberHead.ReadOptions(reader),
        VectorHead.KindName => VectorHead.ReadOptions(reader),
        string kind => throw new InvalidDataException($"The model file holds an output of the kind '{kind}', which this version does not know; it was written by a later one."),
    };

    private protected static ValueGetter<VBuffer<float>> VectorGetter(float[] kept, int length, Func<int> slot) => (ref VBuffer<float> value) =>
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, length);
        kept.AsSpan(slot() * length, length).CopyTo(editor.Values);
        value = editor.Commit();
    };
}
