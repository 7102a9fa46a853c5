using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Learns the values of columns and replaces each by its number.</summary>
public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    internal const int DefaultMaximumNumberOfKeys = 1_000_000;

    private readonly IHostEnvironment _env;
    private readonly InputOutputColumnPair[] _columns;
    private readonly int _maximum;
    private readonly KeyOrdinality _ordinality;
    private readonly bool _asText;
    private readonly IDataView? _keyData;

    internal ValueToKeyMappingEstimator(IHostEnvironment env, InputOutputColumnPair[] columns, int maximumNumberOfKeys, KeyOrdinality keyOrdinality, bool asText, IDataView? keyData)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0) throw ArgumentErrors.Invalid(nameof(columns), "columns cannot be null or empty");
        int visible = keyData?.Schema.Count(c => !c.IsHidden) ?? 1;
        if (visible != 1)
        {
            throw ArgumentErrors.Invalid(nameof(keyData), string.Create(CultureInfo.InvariantCulture,
                $"If specified, this data view should contain only a single column containing the terms to map, but this had {visible} columns."));
        }
        _env = env;
        _columns = columns;
        _maximum = maximumNumberOfKeys;
        _ordinality = keyOrdinality;
        _asText = asText;
        _keyData = keyData;
    }

    /// <summary>How the values are numbered.</summary>
    [SuppressMessage("Design", "CA1028:Enum Storage should be Int32", Justification = "The type is the interface of ML.NET.")]
    public enum KeyOrdinality : byte
    {
        /// <summary>As they occur in the training data.</summary>
        ByOccurrence = 0,

        /// <summary>In sorted order; text is sorted by the numbers of its characters.</summary>
        ByValue = 1,
    }

    /// <summary>Learns the values in one pass.</summary>
    /// <param name="input">The training data.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or holds neither values nor vectors of values.</exception>
    public ValueToKeyMappingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _env.Start("Building term dictionary");
        var maps = new ValueMap[_columns.Length];
        DataViewSchema.Column[] inputs = [.. _columns.Select(p => input.Schema.GetColumnOrNull(p.InputColumnName) ?? throw SchemaErrors.NotFound("inputSchema", "input", p.InputColumnName))];
        if (_maximum < 1) throw ArgumentErrors.Invalid("MaxNumTerms", "Must be positive");
        for (int i = 0; i < inputs.Length; i++) maps[i] = ValueMap.Create(ItemTypeOf(inputs[i]), _maximum);
        if (_keyData is not null)
        {
            DataViewSchema.Column keys = _keyData.Schema.First(c => !c.IsHidden);
            foreach ((DataViewSchema.Column column, ValueMap map) in inputs.Zip(maps))
            {
                if (!keys.Type.Equals(map.Type)) throw ArgumentErrors.Invalid("keyData", $"Input data's column must be of type '{map.Type}' but was '{keys.Type}'");
                Learn(_keyData, [keys], [map]);
            }
        }
        else
        {
            Learn(input, inputs, maps);
        }
        for (int i = 0; i < maps.Length; i++)
        {
            if (maps[i].Overflowed) channel.Warning(MessageSensitivity.Schema, "The column '{0}' has more than {1} values; the others become missing keys.", inputs[i].Name, _maximum);
            if (_ordinality == KeyOrdinality.ByValue) maps[i].Sort();
        }
        return new ValueToKeyMappingTransformer(_env, _columns, maps, _asText);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column input = inputSchema.Find(pair.InputColumnName);
            if (input.ItemType is not PrimitiveDataViewType || !TypeCodec.CanSave(input.ItemType))
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", input.Name, "a primitive type or a vector of it", input.GetTypeString());
            DataViewType values = _asText ? TextDataViewType.Instance
                : input.IsKey && input.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column inner) ? inner.ItemType
                : input.ItemType;
            var annotations = new List<SchemaShape.Column>();
            if (input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out SchemaShape.Column slots)) annotations.Add(slots);
            annotations.Add(AnnotationKinds.KeyValuesShape(values));
            return new SchemaShape.Column(pair.OutputColumnName, input.Kind, NumberDataViewType.UInt32, true, new SchemaShape(annotations));
        }));
    }

    private static PrimitiveDataViewType ItemTypeOf(DataViewSchema.Column column)
    {
        DataViewType item = (column.Type as VectorDataViewType)?.ItemType ?? column.Type;
        if (item is PrimitiveDataViewType primitive && TypeCodec.CanSave(primitive)) return primitive;
        throw SchemaErrors.Mismatch("inputSchema", "input", column.Name, "a primitive type or a vector of it", column.Type.ToString()!);
    }

    private static void Learn(IDataView data, DataViewSchema.Column[] columns, ValueMap[] maps)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(columns);
        Action[] learners = [.. maps.Select((map, i) => map.CreateLearner(cursor, columns[i]))];
        while (cursor.MoveNext())
            foreach (Action learner in learners) learner();
    }
}
