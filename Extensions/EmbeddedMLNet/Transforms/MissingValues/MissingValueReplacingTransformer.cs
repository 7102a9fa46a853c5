using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(Microsoft.ML.Transforms.MissingValueReplacingTransformer), null, typeof(Microsoft.ML.SignatureLoadModel),
    "Missing value replacement", Microsoft.ML.Transforms.MissingValueReplacingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Replaces missing values by those that were learnt.</summary>
public sealed class MissingValueReplacingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "NAReplaceTransform";

    private readonly MissingValueReplacement[] _replacements;

    internal MissingValueReplacingTransformer(IHostEnvironment env, InputOutputColumnPair[] columns, MissingValueReplacement[] replacements) : base(env, columns) => _replacements = replacements;

    /// <summary>Checks that a type has missing values that are not its default value.</summary>
    internal static void Check(DataViewType item, DataViewType type)
    {
        if (MissingValues.IsReal(item)) return;
        throw ArgumentErrors.Invalid("inputSchema", $"Type '{item}' is not supported by {LoaderSignature} since " +
            (item is KeyDataViewType ? "its NA value is equivalent to its default value" : "it doesn't have an NA value"));
    }

    private static MissingValueReplacingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        InputOutputColumnPair[] pairs = LoadPairs(ctx.Reader);
        var replacements = new MissingValueReplacement[pairs.Length];
        for (int i = 0; i < replacements.Length; i++)
        {
            DataViewType type = TypeCodec.Read(ctx.Reader);
            bool bySlot = ctx.Reader.ReadBoolean();
            var values = new double[ctx.Reader.ReadCount(sizeof(double))];
            for (int k = 0; k < values.Length; k++) values[k] = ctx.Reader.ReadDouble();
            if (!MissingValues.IsReal(MissingValues.ItemOf(type)) || values.Length != (bySlot ? (type as VectorDataViewType)?.Size : 1))
                throw new FormatException($"{values.Length} replacements are saved for a column of type {type}");
            replacements[i] = new MissingValueReplacement(type, values, bySlot);
        }
        return new MissingValueReplacingTransformer(env, pairs, replacements);
    }

    private protected override DataViewSchema.DetachedColumn Describe(int pair, DataViewSchema.Column input)
    {
        MissingValueReplacement replacement = _replacements[pair];
        DataViewType item = MissingValues.ItemOf(replacement.Type);
        Check(MissingValues.ItemOf(input.Type), input.Type);
        if (!MissingValues.ItemOf(input.Type).Equals(item))
            throw ArgumentErrors.Invalid("InputSchema", $"Column '{input.Name}' item type '{item}' does not match expected ColumnType of '{input.Type}'");
        if (replacement.BySlot)
        {
            if (input.Type is not VectorDataViewType vector)
                throw ArgumentErrors.Invalid("inputSchema", $"Column '{input.Name}' item type '{replacement.Type}' cannot be a vector when Columntype is a scalar of type '{input.Type}'");
            if (!vector.IsKnownSize)
                throw ArgumentErrors.Invalid("inputSchema", $"Column '{input.Name}' is unknown size vector '{vector}' must be a scalar instead of type '{replacement.Type}'");
            if (vector.Size != replacement.Values.Length)
                throw ArgumentErrors.Invalid("inputSchema", $"Column '{input.Name}' item type '{replacement.Type}' must be a scalar or a vector of the same size as Columntype '{vector}'");
        }
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(input.Annotations, kind => kind is AnnotationKinds.SlotNames or AnnotationKinds.IsNormalized);
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].OutputColumnName, input.Type, annotations.ToAnnotations());
    }

    private protected override Delegate CreateGetter(int pair, DataViewRow row, DataViewSchema.Column input, DataViewSchema.DetachedColumn output) =>
        MissingValues.ItemOf(input.Type).Equals(NumberDataViewType.Single)
            ? CreateGetter(row, input, _replacements[pair], static v => (float)v, float.IsNaN)
            : CreateGetter(row, input, _replacements[pair], static v => v, double.IsNaN);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        SavePairs(ctx.Writer);
        foreach (MissingValueReplacement replacement in _replacements)
        {
            TypeCodec.Write(ctx.Writer, replacement.Type);
            ctx.Writer.Write(replacement.BySlot);
            ctx.Writer.Write(replacement.Values.Length);
            foreach (double value in replacement.Values) ctx.Writer.Write(value);
        }
    }

    private static VersionInfo Version() => VersionInfo.Own("NAREP TF", LoaderSignature);

    private static Delegate CreateGetter<T>(DataViewRow row, DataViewSchema.Column input, MissingValueReplacement replacement, Converter<double, T> convert, Func<T, bool> isMissing)
        where T : struct, IEquatable<T>
    {
        T[] values = Array.ConvertAll(replacement.Values, convert);
        if (input.Type is not VectorDataViewType)
        {
            ValueGetter<T> scalars = row.GetGetter<T>(input);
            ValueGetter<T> scalarGetter = (ref T value) =>
            {
                scalars(ref value);
                if (isMissing(value)) value = values[0];
            };
            return scalarGetter;
        }
        bool bySlot = replacement.BySlot;
        ValueGetter<VBuffer<T>> vectors = row.GetGetter<VBuffer<T>>(input);
        VBuffer<T> vector = default;
        ValueGetter<VBuffer<T>> getter = (ref VBuffer<T> value) =>
        {
            vectors(ref vector);
            ReadOnlySpan<T> source = vector.GetValues();
            ReadOnlySpan<int> indices = vector.GetIndices();
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, vector.Length, source.Length);
            int count = 0;
            for (int i = 0; i < source.Length; i++)
            {
                int slot = vector.IsDense ? i : indices[i];
                T item = isMissing(source[i]) ? values[bySlot ? slot : 0] : source[i];
                // A sparse vector need not keep a value that was replaced by zero.
                if (!vector.IsDense && isMissing(source[i]) && item.Equals(default)) continue;
                if (!vector.IsDense) editor.Indices[count] = slot;
                editor.Values[count++] = item;
            }
            value = editor.CommitTruncated(count);
        };
        return getter;
    }
}
