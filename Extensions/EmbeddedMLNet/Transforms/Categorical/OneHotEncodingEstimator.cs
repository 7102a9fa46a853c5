using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Learns the values of columns and encodes them.</summary>
public sealed class OneHotEncodingEstimator : IEstimator<OneHotEncodingTransformer>
{
    private readonly ValueToKeyMappingEstimator _toKeys;
    private readonly IEstimator<ITransformer>? _toVectors;

    internal OneHotEncodingEstimator(
        IHostEnvironment env, InputOutputColumnPair[] columns, OutputKind kind, int maximumNumberOfKeys, ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality, IDataView? keyData)
    {
        if (columns.Length == 0) throw ArgumentErrors.Invalid(nameof(columns), "columns cannot be null or empty");
        // The values are told as text, because they become the names of slots.
        _toKeys = new ValueToKeyMappingEstimator(env, columns, maximumNumberOfKeys, keyOrdinality, asText: true, keyData);
        InputOutputColumnPair[] keys = [.. columns.Select(c => new InputOutputColumnPair(c.OutputColumnName))];
        _toVectors = kind switch
        {
            OutputKind.Bag => new KeyToVectorMappingEstimator(env, keys, outputCountVector: true),
            OutputKind.Indicator => new KeyToVectorMappingEstimator(env, keys, outputCountVector: false),
            OutputKind.Key => null,
            OutputKind.Binary => new KeyToBinaryVectorMappingEstimator(env, keys),
            _ => throw ArgumentErrors.Invalid(nameof(OutputKind)),
        };
    }

    /// <summary>What a value becomes.</summary>
    [SuppressMessage("Design", "CA1008:Enums should have zero value", Justification = "The values are those of ML.NET.")]
    [SuppressMessage("Design", "CA1028:Enum Storage should be Int32", Justification = "The storage is that of ML.NET.")]
    public enum OutputKind : byte
    {
        /// <summary>A vector of counts, one for a whole vector of values.</summary>
        Bag = 1,

        /// <summary>A vector with a one at the value's place, for each value of a vector.</summary>
        Indicator = 2,

        /// <summary>A key.</summary>
        Key = 3,

        /// <summary>The value's number as binary digits; a missing value is all ones.</summary>
        Binary = 4,
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape keys = _toKeys.GetOutputSchema(inputSchema);
        return _toVectors?.GetOutputSchema(keys) ?? keys;
    }

    /// <summary>Learns the values in one pass.</summary>
    /// <param name="input">The training data.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or holds neither values nor vectors of values.</exception>
    public OneHotEncodingTransformer Fit(IDataView input) =>
        new(_toVectors is null ? new TransformerChain<ITransformer>(_toKeys.Fit(input)) : _toKeys.Append(_toVectors).Fit(input));
}
