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
            throw SchemaErrors.Mismatch("inputSchema", "input", input.Name, "key type of known cardinality", input.Type.ToString()!);
        int size = (int)key.Count;
        int places = vector?.Size ?? 1;
        var type = _count || places == 1 ? new VectorDataViewType(NumberDataViewType.Single, size) : new VectorDataViewType(NumberDataViewType.Single, places, size);
        var annotations = new DataViewSchema.Annotations.Builder();
        ReadOnlyMemory<char>[]? names = AnnotationKinds.TextVector(input, AnnotationKinds.KeyValues, size);
        if (names is not null && (vector is null || _count)) annotations.AddSlotNames(size, (ref VBuffer<ReadOnlyMemory<char>> value) => VBuffer<ReadOnlyMemory<char>>.Copy(names, 0, ref value, names.Length));
        else if (names is not null && places > 0) KeySlots.Add(annotations, type, KeySlots.Names(input, places, names));
        if (!_count && places > 0)
        {
            annotations.Add(AnnotationKinds.CategoricalSlotRanges, new VectorDataViewType(NumberDataViewType.Int32, places, 2), (ValueGetter<VBuffer<int>>)((ref VBuffer<int> value) =>
            {
                VBufferEditor<int> editor = VBufferEditor.Create(ref value, 2 * places);
                for (int i = 0; i < places; i++)
                {
                    editor.Values[2 * i] = i * size;
                    editor.Values[(2 * i) + 1] = ((i + 1) * size) - 1;
                }
                value = editor.Commit();
            }));
        }
        if (vector is null || !_count) annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
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
        var ones = new List<int>();
        ValueGetter<VBuffer<float>> getter = (ref VBuffer<float> value) =>
        {
            vectors(ref keys);
            ones.Clear();
            int start = 0;
            foreach (ulong item in keys.DenseValues())
            {
                if (item > 0 && item <= (ulong)size) ones.Add(start + (int)item - 1);
                if (!count) start = checked(start + size);
            }
            if (count)
            {
                value = Count(ref value, size, ones);
                return;
            }
            VBufferEditor<float> editor = VBufferEditor.Create(ref value, start, ones.Count, requireIndicesOnDense: true);
            editor.Values.Fill(1);
            ones.CopyTo(editor.Indices);
            value = editor.Commit();
        };
        return getter;
    }

    /// <summary>A vector that tells how often each index is in a list.</summary>
    internal static VBuffer<float> Count(ref VBuffer<float> value, int length, List<int> indices)
    {
        if (!KeySlots.IsDense(indices.Count, length) && length > 0)
        {
            indices.Sort();
            VBufferEditor<float> sparse = VBufferEditor.Create(ref value, length, indices.Count, requireIndicesOnDense: true);
            int last = -1;
            foreach (int index in indices)
            {
                if (last >= 0 && sparse.Indices[last] == index)
                {
                    sparse.Values[last]++;
                    continue;
                }
                sparse.Indices[++last] = index;
                sparse.Values[last] = 1;
            }
            return sparse.CommitTruncated(last + 1);
        }
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, length);
        editor.Values.Clear();
        foreach (int index in indices) editor.Values[index]++;
        return editor.Commit();
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        SavePairs(ctx.Writer);
        ctx.Writer.Write(_count);
    }

    private static VersionInfo Version() => VersionInfo.Own("KEYVECTT", LoaderSignature);
}
