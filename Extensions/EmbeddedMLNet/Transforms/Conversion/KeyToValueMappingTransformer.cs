using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(Microsoft.ML.Transforms.KeyToValueMappingTransformer), null, typeof(Microsoft.ML.SignatureLoadModel),
    "Key to value", Microsoft.ML.Transforms.KeyToValueMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Replaces keys by the values that they stand for; a missing key becomes empty text, NaN, or the default value.</summary>
public sealed class KeyToValueMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "KeyToValueTransform";

    internal KeyToValueMappingTransformer(IHostEnvironment env, InputOutputColumnPair[] columns) : base(env, columns)
    {
    }

    private static KeyToValueMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new KeyToValueMappingTransformer(env, LoadPairs(ctx.Reader));
    }

    private protected override DataViewSchema.DetachedColumn Describe(int pair, DataViewSchema.Column input)
    {
        var vector = input.Type as VectorDataViewType;
        if ((vector?.ItemType ?? input.Type) is not KeyDataViewType key || input.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues) is not { } values)
            throw new InvalidOperationException($"Metadata {AnnotationKinds.KeyValues} does not exist");
        if (values.Type is not VectorDataViewType { IsKnownSize: true } valuesType || (ulong)valuesType.Size != key.Count)
            throw new InvalidOperationException($"the annotation {AnnotationKinds.KeyValues} of column '{input.Name}' is a {values.Type}, but the key has {key.Count} categories");
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
        return new DataViewSchema.DetachedColumn(
            ColumnPairs[pair].OutputColumnName, vector is null ? valuesType.ItemType : new VectorDataViewType(valuesType.ItemType, vector.Dimensions), annotations.ToAnnotations());
    }

    private protected override Delegate CreateGetter(int pair, DataViewRow row, DataViewSchema.Column input, DataViewSchema.DetachedColumn output) =>
        Generic.Call(((output.Type as VectorDataViewType)?.ItemType ?? output.Type).RawType, new Lookup(row, input));

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        SavePairs(ctx.Writer);
    }

    private static VersionInfo Version() => VersionInfo.Own("KEY2VALT", LoaderSignature);

    private readonly struct Lookup(DataViewRow row, DataViewSchema.Column input) : IGenericFunction<Delegate>
    {
        public Delegate Invoke<T>()
        {
            VBuffer<T> annotation = default;
            input.Annotations.GetValue(AnnotationKinds.KeyValues, ref annotation);
            T[] values = [.. annotation.DenseValues()];
            T missing = Missing<T>();
            T At(ulong key) => key == 0 || key > (ulong)values.Length ? missing : values[key - 1];
            if (input.Type is VectorDataViewType)
            {
                ValueGetter<VBuffer<ulong>> vectors = KeyReader.Vector(row, input);
                VBuffer<ulong> keys = default;
                ValueGetter<VBuffer<T>> vectorGetter = (ref VBuffer<T> value) =>
                {
                    vectors(ref keys);
                    VBufferEditor<T> editor = VBufferEditor.Create(ref value, keys.Length);
                    int i = 0;
                    foreach (ulong key in keys.DenseValues()) editor.Values[i++] = At(key);
                    value = editor.Commit();
                };
                return vectorGetter;
            }
            ValueGetter<ulong> scalars = KeyReader.Scalar(row, input);
            ulong current = 0;
            ValueGetter<T> getter = (ref T value) =>
            {
                scalars(ref current);
                value = At(current);
            };
            return getter;
        }

        private static T Missing<T>() =>
            typeof(T) == typeof(float) ? (T)(object)float.NaN : typeof(T) == typeof(double) ? (T)(object)double.NaN : default!;
    }
}
