using System.Globalization;
using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(Microsoft.ML.Transforms.KeyToBinaryVectorMappingTransformer), null, typeof(Microsoft.ML.SignatureLoadModel),
    "Key to binary vector", Microsoft.ML.Transforms.KeyToBinaryVectorMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Replaces keys by their binary digits, the highest first; a missing key is all ones.</summary>
internal sealed class KeyToBinaryVectorMappingTransformer : OneToOneTransformerBase
{
    public const string LoaderSignature = "KeyToBinaryTransform";

    public KeyToBinaryVectorMappingTransformer(IHostEnvironment env, InputOutputColumnPair[] columns) : base(env, columns)
    {
    }

    private static KeyToBinaryVectorMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new KeyToBinaryVectorMappingTransformer(env, LoadPairs(ctx.Reader));
    }

    private protected override DataViewSchema.DetachedColumn Describe(int pair, DataViewSchema.Column input)
    {
        if (MissingValues.ItemOf(input.Type) is not KeyDataViewType { Count: <= int.MaxValue } key)
            throw SchemaErrors.Mismatch("inputSchema", "input", input.Name, "key type of known cardinality", input.Type.ToString()!);
        // One more digit than the number of the last category needs keeps all ones for missing keys.
        int digits = BitOperations.Log2((uint)key.Count) + 2;
        int size = (input.Type as VectorDataViewType)?.Size ?? 1;
        var type = size == 1 ? new VectorDataViewType(NumberDataViewType.Single, digits) : new VectorDataViewType(NumberDataViewType.Single, size, digits);
        var annotations = new DataViewSchema.Annotations.Builder();
        if (size > 0 && AnnotationKinds.TextVector(input, AnnotationKinds.KeyValues, (int)key.Count) is not null)
        {
            ReadOnlyMemory<char>[] names = [.. Enumerable.Range(0, digits).Select(i => string.Create(CultureInfo.InvariantCulture, $"Bit{digits - 1 - i}").AsMemory())];
            KeySlots.Add(annotations, type, input.Type is VectorDataViewType ? KeySlots.Names(input, size, names) : names);
        }
        if (input.Type is KeyDataViewType) annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].OutputColumnName, type, annotations.ToAnnotations());
    }

    private protected override Delegate CreateGetter(int pair, DataViewRow row, DataViewSchema.Column input, DataViewSchema.DetachedColumn output)
    {
        int digits = ((VectorDataViewType)output.Type).Dimensions[^1];
        var ones = new List<int>();
        void Encode(ulong key, int start)
        {
            uint number = (uint)key - 1;
            for (int i = 0; i < digits; i++)
                if (((number >> (digits - 1 - i)) & 1) != 0) ones.Add(start + i);
        }
        if (input.Type is not VectorDataViewType)
        {
            ValueGetter<ulong> scalars = KeyReader.Scalar(row, input);
            ulong key = 0;
            ValueGetter<VBuffer<float>> scalarGetter = (ref VBuffer<float> value) =>
            {
                scalars(ref key);
                ones.Clear();
                Encode(key, 0);
                value = KeyToVectorMappingTransformer.Count(ref value, digits, ones);
            };
            return scalarGetter;
        }
        ValueGetter<VBuffer<ulong>> vectors = KeyReader.Vector(row, input);
        VBuffer<ulong> keys = default;
        ValueGetter<VBuffer<float>> getter = (ref VBuffer<float> value) =>
        {
            vectors(ref keys);
            ones.Clear();
            int start = 0;
            foreach (ulong key in keys.DenseValues())
            {
                Encode(key, start);
                start += digits;
            }
            value = KeyToVectorMappingTransformer.Count(ref value, start, ones);
        };
        return getter;
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        SavePairs(ctx.Writer);
    }

    private static VersionInfo Version() => VersionInfo.Own("KEY2BINR", LoaderSignature);
}
