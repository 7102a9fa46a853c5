using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(Microsoft.ML.Transforms.KeyToVectorMappingTransformer), null, typeof(Microsoft.ML.SignatureLoadModel),
    "Key to vector", Microsoft.ML.Transforms.KeyToVectorMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Replaces keys by vectors with a one at the key's place; a missing key is all zeros.</summary>
public sealed class KeyToVectorMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "KeyToVectorTransform";

    private readonly bool _count;

    internal KeyToVectorMappingTransformer(IHostEnvironment env, InputOutputColumnPair[] columns, bool outputCountVector) : base(env, columns) => _count = outputCountVector;

    private static KeyToVectorMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        InputOutputColumnPair[] pairs = LoadPairs(ctx.Reader);
        return new KeyToVectorMappingTransformer(env, pairs, ctx.Reader.ReadBoolean());
    }

    private protected override DataViewSchema.DetachedColumn Describe(int pair, DataViewSchema.Column input)
    {
        var vector = input.Type as VectorDataViewType;
        if ((vector?.ItemType ?? input.Type) is not KeyDataViewType { Count: <= int.MaxValue } key)
            throw SchemaErrors.Mismatch("inputSchema", "input", input.Name, "a key with at most 2147483647 categories", input.Type.ToString()!);
        int size = (int)key.Count;
        bool oneVector = vector is null || _count;
        var annotations = new DataViewSchema.Annotations.Builder();
        if (oneVector && AnnotationKinds.TextVector(input, AnnotationKinds.KeyValues, size) is { } names)
            annotations.AddSlotNames(size, (ref VBuffer<ReadOnlyMemory<char>> value) => VBuffer<ReadOnlyMemory<char>>.Copy(names, 0, ref value, names.Length));
        if (vector is null || !_count) annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        VectorDataViewType type = oneVector ? new VectorDataViewType(NumberDataViewType.Single, size) : new VectorDataViewType(NumberDataViewType.Single, vector!.Dimensions.Add(size));
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].OutputColumnName, type, annotations.ToAnnotations());
    }

    private protected override Delegate CreateGetter(int pair, DataViewRow row, DataViewSchema.Column input, DataViewSchema.DetachedColumn output)
    {
        int size = ((VectorDataViewType)output.Type).Dimensions[^1];
        if (input.Type is not VectorDataViewType)
        {
            ValueGetter<ulong> scalars = KeyReader.Scalar(row, input);
            ulong key = 0;
            ValueGetter<VBuffer<float>> indicator = (ref VBuffer<float> value) =>
            {
                scalars(ref key);
                bool valid = key > 0 && key <= (ulong)size;
                VBufferEditor<float> editor = VBufferEditor.Create(ref value, size, valid ? 1 : 0, requireIndicesOnDense: true);
                if (valid)
                {
                    editor.Values[0] = 1;
                    editor.Indices[0] = (int)key - 1;
                }
                value = editor.Commit();
            };
            return indicator;
        }
        ValueGetter<VBuffer<ulong>> vectors = KeyReader.Vector(row, input);
        VBuffer<ulong> keys = default;
        bool count = _count;
        ValueGetter<VBuffer<float>> getter = (ref VBuffer<float> value) =>
        {
            vectors(ref keys);
            VBufferEditor<float> editor = VBufferEditor.Create(ref value, count ? size : checked(keys.Length * size));
            editor.Values.Clear();
            int start = 0;
            foreach (ulong item in keys.DenseValues())
            {
                if (item > 0 && item <= (ulong)size) editor.Values[start + (int)item - 1]++;
                if (!count) start += size;
            }
            value = editor.Commit();
        };
        return getter;
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        SavePairs(ctx.Writer);
        ctx.Writer.Write(_count);
    }

    private static VersionInfo Version() => VersionInfo.Own("KEYVECTT", LoaderSignature);
}
