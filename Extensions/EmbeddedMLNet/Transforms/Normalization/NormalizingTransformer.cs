using System.Numerics;
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
        if (MissingValues.ItemOf(input.Type).Equals(NumberDataViewType.Single)) return input.Type is VectorDataViewType ? Vector<float>(pair, row, input) : Scalar<float>(pair, row, input);
        return input.Type is VectorDataViewType ? Vector<double>(pair, row, input) : Scalar<double>(pair, row, input);
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

    /// <summary>
    /// The normal distribution's function, by the error function of S. Winitzki (A handy approximation for the error function and its inverse,
    /// 2008); 0 for what is not finite and for slots that never vary.
    /// </summary>
    private static T Cdf<T>(T value, T mean, T deviation)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(value) || deviation == T.Zero) return T.Zero;
        T x = (value - mean) / deviation;
        T half = x * x / T.CreateTruncating(2);
        T a = T.CreateTruncating(0.147) * half;
        double inner = 1 - Math.Exp(double.CreateTruncating(-half) * ((4 / Math.PI) + double.CreateTruncating(a)) / double.CreateTruncating(T.One + a));
        return T.CreateTruncating(0.5 + (0.5 * T.Sign(x) * Math.Sqrt(inner)));
    }

    private Func<T, int, T> Map<T>(int pair)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T[] offsets = [.. _slots[pair].Select(s => T.CreateTruncating(s.Offset))];
        T[] scales = [.. _slots[pair].Select(s => T.CreateTruncating(s.Scale))];
        if (_kind == NormalizationKind.NormalCdf) return (v, slot) => Cdf(v, offsets[slot], scales[slot]);
        return (v, slot) => (v - offsets[slot]) * scales[slot];
    }

    private ValueGetter<T> Scalar<T>(int pair, DataViewRow row, DataViewSchema.Column input)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        Func<T, int, T> map = Map<T>(pair);
        ValueGetter<T> source = row.GetGetter<T>(input);
        return (ref T value) =>
        {
            source(ref value);
            value = map(value, 0);
        };
    }

    // As in ML.NET, the distribution function is not applied to implicit zeros, and zeros that come out are implicit again.
    private ValueGetter<VBuffer<T>> Vector<T>(int pair, DataViewRow row, DataViewSchema.Column input)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        Func<T, int, T> map = Map<T>(pair);
        int[] moved = _kind == NormalizationKind.NormalCdf ? [] : [.. Enumerable.Range(0, _slots[pair].Length).Where(i => _slots[pair][i].Offset != 0)];
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(input);
        VBuffer<T> source = default;
        return (ref VBuffer<T> value) =>
        {
            getter(ref source);
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, source.Length, requireIndicesOnDense: true);
            ReadOnlySpan<T> values = source.GetValues();
            ReadOnlySpan<int> indices = source.GetIndices();
            editor.Values.Clear();
            for (int i = 0; i < values.Length; i++)
            {
                int slot = source.IsDense ? i : indices[i];
                editor.Values[slot] = map(values[i], slot);
            }
            if (!source.IsDense)
            {
                int next = 0;
                foreach (int slot in moved)
                {
                    while (next < indices.Length && indices[next] < slot) next++;
                    if (next == indices.Length || indices[next] != slot) editor.Values[slot] = map(T.Zero, slot);
                }
            }
            int count = editor.Values.Length - editor.Values.Count(T.Zero);
            value = KeySlots.IsDense(count, source.Length) ? editor.Commit() : Sparse(editor);
        };
    }

    private static VBuffer<T> Sparse<T>(VBufferEditor<T> editor)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        int count = 0;
        for (int i = 0; i < editor.Values.Length; i++)
        {
            if (editor.Values[i] == T.Zero) continue;
            editor.Values[count] = editor.Values[i];
            editor.Indices[count++] = i;
        }
        return editor.CommitTruncated(count);
    }
}
