using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(Microsoft.ML.Transforms.ValueMappingTransformer), null, typeof(Microsoft.ML.SignatureLoadModel),
    "Value mapping", Microsoft.ML.Transforms.ValueMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Replaces values by those that a table gives; values that it lacks become empty text, zero, or a missing key.</summary>
public class ValueMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ValueMappingTransformer";

    internal ValueMappingTransformer(IHostEnvironment env, ValueLookup lookup, InputOutputColumnPair[] columns) : base(env, columns) => Lookup = lookup;

    internal ValueLookup Lookup { get; }

    internal static ValueLookup Read(IDataView lookupMap, DataViewSchema.Column keyColumn, DataViewSchema.Column valueColumn)
    {
        CheckColumn(lookupMap, keyColumn, nameof(keyColumn));
        CheckColumn(lookupMap, valueColumn, nameof(valueColumn));
        return ValueLookup.Read(lookupMap, keyColumn, valueColumn);
    }

    private static ValueMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        InputOutputColumnPair[] pairs = LoadPairs(ctx.Reader);
        ValueLookup? lookup = null;
        if (!ctx.TryLoadBinaryStream("DefaultMap.bin", reader => lookup = ValueLookup.Load(reader))) throw new FormatException("the table of a saved mapping is missing");
        return new ValueMappingTransformer(env, lookup!, pairs);
    }

    private protected sealed override DataViewSchema.DetachedColumn Describe(int pair, DataViewSchema.Column input)
    {
        DataViewType type = Lookup.Values.Type;
        if (input.Type is VectorDataViewType)
        {
            if (type is not PrimitiveDataViewType item)
                throw new NotSupportedException($"Column '{input.Name}' cannot be mapped to values when the column and the map values are both vector type.");
            // As in ML.NET, a vector forgets its size, and that its items are keys.
            type = new VectorDataViewType(item is KeyDataViewType ? NumberDataViewType.All.First(n => n.RawType == item.RawType) : item);
        }
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].OutputColumnName, type, Lookup.Values.Annotations);
    }

    private protected sealed override Delegate CreateGetter(int pair, DataViewRow row, DataViewSchema.Column input, DataViewSchema.DetachedColumn output) => Lookup.CreateGetter(row, input);

    private protected sealed override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        SavePairs(ctx.Writer);
        ctx.SaveBinaryStream("DefaultMap.bin", Lookup.Save);
    }

    private static VersionInfo Version() => VersionInfo.Own("VALUMAPG", LoaderSignature);

    private static void CheckColumn(IDataView dataView, DataViewSchema.Column column, string role)
    {
        DataViewSchema.Column found = dataView.Schema.GetColumnOrNull(column.Name) ??
            throw new InvalidOperationException($"The selected column {role} is not included in the targeted IDataView {nameof(dataView)}");
        if (found.Index != column.Index) throw new InvalidOperationException($"{role}'s column index doesn't match that of the associated column in {nameof(dataView)}");
        if (!found.Type.Equals(column.Type)) throw new InvalidOperationException($"{role}'s column type doesn't match that of the associated column in {nameof(dataView)}");
        if (found.Annotations != column.Annotations) throw new InvalidOperationException($"{role}'s column annotations don't match those of the associated column in {nameof(dataView)}");
    }
}
