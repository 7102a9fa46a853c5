using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(Microsoft.ML.Transforms.ValueToKeyMappingTransformer), null, typeof(Microsoft.ML.SignatureLoadModel),
    "Value to key", Microsoft.ML.Transforms.ValueToKeyMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Replaces values by their numbers. Values not seen in training become 0, the missing key.</summary>
public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "TermTransform";

    private readonly ValueMap[] _maps;
    private readonly bool _asText;

    internal ValueToKeyMappingTransformer(IHostEnvironment env, InputOutputColumnPair[] columns, ValueMap[] maps, bool asText) : base(env, columns)
    {
        _maps = maps;
        _asText = asText;
    }

    private static ValueToKeyMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        InputOutputColumnPair[] pairs = LoadPairs(ctx.Reader);
        bool asText = ctx.Reader.ReadBoolean();
        ValueMap[]? maps = null;
        if (!ctx.TryLoadBinaryStream("Terms.bin", reader => maps = [.. pairs.Select(_ => ValueMap.Load(reader))])) throw new FormatException("the values of saved keys are missing");
        return new ValueToKeyMappingTransformer(env, pairs, maps!, asText);
    }

    private protected override DataViewSchema.DetachedColumn Describe(int pair, DataViewSchema.Column input)
    {
        ValueMap map = _maps[pair];
        var vector = input.Type as VectorDataViewType;
        DataViewType item = vector?.ItemType ?? input.Type;
        // A key may have grown more categories since the training; their numbers are values like others.
        if (item.RawType != map.Type.RawType || item is KeyDataViewType != map.Type is KeyDataViewType)
            throw new InvalidOperationException($"Could not apply a map over type '{map.Type}' to column '{ColumnPairs[pair].OutputColumnName}' since it has type '{input.Type}'");
        // A key has at least one category, even where all values were missing.
        var key = new KeyDataViewType(typeof(uint), Math.Max(1, map.Count));
        var annotations = new DataViewSchema.Annotations.Builder();
        if (map.Count > 0) map.Annotate(annotations, input, _asText);
        annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].OutputColumnName, vector is null ? key : new VectorDataViewType(key, vector.Dimensions), annotations.ToAnnotations());
    }

    private protected override Delegate CreateGetter(int pair, DataViewRow row, DataViewSchema.Column input, DataViewSchema.DetachedColumn output) => _maps[pair].CreateMapper(row, input);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        SavePairs(ctx.Writer);
        ctx.Writer.Write(_asText);
        ctx.SaveBinaryStream("Terms.bin", writer =>
        {
            foreach (ValueMap map in _maps) map.Save(writer);
        });
    }

    private static VersionInfo Version() => VersionInfo.Own("TERMTRNF", LoaderSignature);
}
