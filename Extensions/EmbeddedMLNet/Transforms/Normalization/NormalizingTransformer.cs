using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(Microsoft.ML.Transforms.NormalizingTransformer), null, typeof(Microsoft.ML.SignatureLoadModel),
    "Normalizer", Microsoft.ML.Transforms.NormalizingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Brings columns to the scale that was learnt.</summary>
public sealed class NormalizingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "Normalizer";

    private readonly NormalizationKind _kind;
    private readonly (double Offset, double Scale)[][] _slots;

    internal NormalizingTransformer(IHostEnvironment env, InputOutputColumnPair[] columns, NormalizationKind kind, (double Offset, double Scale)[][] slots) : base(env, columns)
    {
        _kind = kind;
        _slots = slots;
    }

    /// <summary>The number of slots of a column that can be normalized.</summary>
    internal static int SizeOf(DataViewType srcType)
    {
        var vector = srcType as VectorDataViewType;
        DataViewType item = vector?.ItemType ?? srcType;
        if ((item.Equals(NumberDataViewType.Single) || item.Equals(NumberDataViewType.Double)) && vector is null or { IsKnownSize: true }) return vector?.Size ?? 1;
        throw new ArgumentOutOfRangeException(nameof(srcType), $"Wrong column type for input column. Expected: Single, Double, Vector of Single or Vector of Double. Got: {srcType}.");
    }

    private static NormalizingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        InputOutputColumnPair[] pairs = LoadPairs(ctx.Reader);
        var kind = (NormalizationKind)ctx.Reader.ReadByte();
        if (!Enum.IsDefined(kind)) throw new FormatException($"unknown normalizer {(byte)kind}");
        var slots = new (double, double)[pairs.Length][];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = new (double, double)[ctx.Reader.ReadCount(2 * sizeof(double))];
            for (int k = 0; k < slots[i].Length; k++)
            {
                double offset = ctx.Reader.ReadDouble();
                slots[i][k] = (offset, ctx.Reader.ReadDouble());
            }
        }
        return new NormalizingTransformer(env, pairs, kind, slots);
    }

    private protected override DataViewSchema.DetachedColumn Describe(int pair, DataViewSchema.Column input)
    {
        if (SizeOf(input.Type) != _slots[pair].Length)
            throw SchemaErrors.Mismatch("inputSchema", "input", input.Name, $"{_slots[pair].Length} numbers", input.Type.ToString()!);
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].OutputColumnName, input.Type, annotations.ToAnnotations());
    }

    private protected override Delegate CreateGetter(int pair, DataViewRow row, DataViewSchema.Column input, DataViewSchema.DetachedColumn output)
    {
        if (input.Type.RawType == typeof(float)) return Scalar<float>(row, input, (v, _) => (float)Map(pair, 0, v));
        if (input.Type.RawType == typeof(double)) return Scalar<double>(row, input, (v, _) => Map(pair, 0, v));
        if (input.Type.RawType == typeof(VBuffer<float>)) return Vector<float>(row, input, (v, slot) => (float)Map(pair, slot, v));
        return Vector<double>(row, input, (v, slot) => Map(pair, slot, v));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        SavePairs(ctx.Writer);
        ctx.Writer.Write((byte)_kind);
        foreach ((double, double)[] slots in _slots)
        {
            ctx.Writer.Write(slots.Length);
            foreach ((double offset, double scale) in slots)
            {
                ctx.Writer.Write(offset);
                ctx.Writer.Write(scale);
            }
        }
    }

    private static VersionInfo Version() => VersionInfo.Own("NORMALZR", LoaderSignature);

    private double Map(int pair, int slot, double value)
    {
        (double offset, double scale) = _slots[pair][slot];
        double mapped = (value - offset) * scale;
        return _kind == NormalizationKind.NormalCdf ? NormalDistribution.Cdf(mapped) : mapped;
    }

    private static ValueGetter<T> Scalar<T>(DataViewRow row, DataViewSchema.Column input, Func<T, int, T> map)
    {
        ValueGetter<T> source = row.GetGetter<T>(input);
        return (ref T value) =>
        {
            source(ref value);
            value = map(value, 0);
        };
    }

    private ValueGetter<VBuffer<T>> Vector<T>(DataViewRow row, DataViewSchema.Column input, Func<T, int, T> map)
    {
        bool zeroStays = _kind is NormalizationKind.MaximumAbsolute or NormalizationKind.RootMeanSquare;
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(input);
        VBuffer<T> source = default;
        return (ref VBuffer<T> value) =>
        {
            getter(ref source);
            if (zeroStays) source.CopyTo(ref value);
            else source.CopyToDense(ref value);
            VBufferEditor<T> editor = VBufferEditor.CreateFromBuffer(ref value);
            for (int i = 0; i < editor.Values.Length; i++) editor.Values[i] = map(editor.Values[i], value.IsDense ? i : editor.Indices[i]);
            value = editor.Commit();
        };
    }
}
