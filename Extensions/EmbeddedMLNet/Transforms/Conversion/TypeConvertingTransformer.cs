using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(Microsoft.ML.Transforms.TypeConvertingTransformer), null, typeof(Microsoft.ML.SignatureLoadModel),
    "Type conversion", Microsoft.ML.Transforms.TypeConvertingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Converts columns to another type; keys stay keys.</summary>
public sealed class TypeConvertingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ConvertTransform";

    private readonly DataKind _kind;

    internal TypeConvertingTransformer(IHostEnvironment env, InputOutputColumnPair[] columns, DataKind kind) : base(env, columns) => _kind = kind;

    /// <summary>The column type of a kind.</summary>
    internal static PrimitiveDataViewType TypeOf(DataKind kind) => kind switch
    {
        DataKind.SByte => NumberDataViewType.SByte,
        DataKind.Byte => NumberDataViewType.Byte,
        DataKind.Int16 => NumberDataViewType.Int16,
        DataKind.UInt16 => NumberDataViewType.UInt16,
        DataKind.Int32 => NumberDataViewType.Int32,
        DataKind.UInt32 => NumberDataViewType.UInt32,
        DataKind.Int64 => NumberDataViewType.Int64,
        DataKind.UInt64 => NumberDataViewType.UInt64,
        DataKind.Single => NumberDataViewType.Single,
        DataKind.Double => NumberDataViewType.Double,
        DataKind.String => TextDataViewType.Instance,
        DataKind.Boolean => BooleanDataViewType.Instance,
        DataKind.TimeSpan => TimeSpanDataViewType.Instance,
        DataKind.DateTime => DateTimeDataViewType.Instance,
        DataKind.DateTimeOffset => DateTimeOffsetDataViewType.Instance,
        _ => throw new InvalidOperationException($"Bad data kind in ColumnTypeExtensions.NumberTypeFromKind: {kind}"),
    };

    private static TypeConvertingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        InputOutputColumnPair[] pairs = LoadPairs(ctx.Reader);
        var kind = (DataKind)ctx.Reader.ReadByte();
        if (!Enum.IsDefined(kind)) throw new FormatException($"unknown kind of data {(byte)kind}");
        return new TypeConvertingTransformer(env, pairs, kind);
    }

    private protected override DataViewSchema.DetachedColumn Describe(int pair, DataViewSchema.Column input)
    {
        DataViewType from = MissingValues.ItemOf(input.Type);
        PrimitiveDataViewType to = TypeOf(_kind);
        bool possible = true;
        if (from is KeyDataViewType key)
        {
            possible = KeyDataViewType.IsValidDataType(to.RawType);
            if (possible) to = new KeyDataViewType(to.RawType, Math.Min(key.Count, Largest(to.RawType)));
        }
        if (!possible || !StandardConversions.TryGet(from, to, out _))
            throw ArgumentErrors.Invalid("inputSchema", $"source column '{input.Name}' with item type '{input.Type}' is not compatible with destination type '{to}'");
        var annotations = new DataViewSchema.Annotations.Builder();
        if (input.Type is VectorDataViewType { IsKnownSize: true }) annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
        if (from is KeyDataViewType) annotations.Add(input.Annotations, kind => kind == AnnotationKinds.KeyValues);
        if (from is NumberDataViewType && to is NumberDataViewType) annotations.Add(input.Annotations, kind => kind == AnnotationKinds.IsNormalized);
        if (input.Type is BooleanDataViewType && to is NumberDataViewType) annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        return new DataViewSchema.DetachedColumn(
            ColumnPairs[pair].OutputColumnName, input.Type is VectorDataViewType vector ? new VectorDataViewType(to, vector.Dimensions) : to, annotations.ToAnnotations());
    }

    private protected override Delegate CreateGetter(int pair, DataViewRow row, DataViewSchema.Column input, DataViewSchema.DetachedColumn output) =>
        Generic.Call(MissingValues.ItemOf(input.Type).RawType, new From(row, input, MissingValues.ItemOf(output.Type)));

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        SavePairs(ctx.Writer);
        ctx.Writer.Write((byte)_kind);
    }

    private static VersionInfo Version() => VersionInfo.Own("CONVERTF", LoaderSignature);

    private static ulong Largest(Type raw) => raw == typeof(byte) ? byte.MaxValue : raw == typeof(ushort) ? ushort.MaxValue : raw == typeof(uint) ? uint.MaxValue : ulong.MaxValue;

    private readonly struct From(DataViewRow row, DataViewSchema.Column input, DataViewType to) : IGenericFunction<Delegate>
    {
        public Delegate Invoke<T>() => Generic.Call(to.RawType, new To<T>(row, input, to));
    }

    private readonly struct To<TFrom>(DataViewRow row, DataViewSchema.Column input, DataViewType to) : IGenericFunction<Delegate>
    {
        public Delegate Invoke<T>()
        {
            StandardConversions.TryGet(MissingValues.ItemOf(input.Type), to, out Delegate? found);
            var convert = (Func<TFrom, T>)found!;
            if (input.Type is not VectorDataViewType)
            {
                ValueGetter<TFrom> scalars = row.GetGetter<TFrom>(input);
                TFrom scalar = default!;
                ValueGetter<T> scalarGetter = (ref T value) =>
                {
                    scalars(ref scalar);
                    value = convert(scalar);
                };
                return scalarGetter;
            }
            ValueGetter<VBuffer<TFrom>> vectors = row.GetGetter<VBuffer<TFrom>>(input);
            VBuffer<TFrom> vector = default;
            ValueGetter<VBuffer<T>> getter = (ref VBuffer<T> value) =>
            {
                vectors(ref vector);
                ReadOnlySpan<TFrom> source = vector.GetValues();
                VBufferEditor<T> editor = VBufferEditor.Create(ref value, vector.Length, source.Length);
                for (int i = 0; i < source.Length; i++) editor.Values[i] = convert(source[i]);
                vector.GetIndices().CopyTo(editor.Indices);
                value = editor.Commit();
            };
            return getter;
        }
    }
}
