using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms of categories.</summary>
public static class CategoricalCatalog
{
    /// <summary>Learns the values of a column and replaces each by a vector with a one at its place.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the encoded column.</param>
    /// <param name="inputColumnName">The column of values; null, the default, is the name of the output.</param>
    /// <param name="outputKind">What a value becomes.</param>
    /// <param name="maximumNumberOfKeys">How many values are learnt at most; others count as missing.</param>
    /// <param name="keyOrdinality">Whether the values are numbered as they occur, or in sorted order.</param>
    /// <param name="keyData">A view of one column that gives the values instead of the training data.</param>
    public static OneHotEncodingEstimator OneHotEncoding(
        this TransformsCatalog.CategoricalTransforms catalog,
        string outputColumnName,
        string? inputColumnName = null,
        OneHotEncodingEstimator.OutputKind outputKind = OneHotEncodingEstimator.OutputKind.Indicator,
        int maximumNumberOfKeys = ValueToKeyMappingEstimator.DefaultMaximumNumberOfKeys,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        IDataView? keyData = null)
    {
        ArgumentErrors.ThrowIfBlank(outputColumnName, nameof(outputColumnName));
        return OneHotEncoding(catalog, InputOutputColumnPair.Single(outputColumnName, inputColumnName), outputKind, maximumNumberOfKeys, keyOrdinality, keyData);
    }

    /// <summary>Learns the values of columns and replaces each by a vector with a one at its place.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="outputKind">What a value becomes.</param>
    /// <param name="maximumNumberOfKeys">How many values are learnt at most; others count as missing.</param>
    /// <param name="keyOrdinality">Whether the values are numbered as they occur, or in sorted order.</param>
    /// <param name="keyData">A view of one column that gives the values instead of the training data.</param>
    public static OneHotEncodingEstimator OneHotEncoding(
        this TransformsCatalog.CategoricalTransforms catalog,
        InputOutputColumnPair[] columns,
        OneHotEncodingEstimator.OutputKind outputKind = OneHotEncodingEstimator.OutputKind.Indicator,
        int maximumNumberOfKeys = ValueToKeyMappingEstimator.DefaultMaximumNumberOfKeys,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        IDataView? keyData = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(columns);
        return new OneHotEncodingEstimator(catalog.Env, columns, outputKind, maximumNumberOfKeys, keyOrdinality, keyData);
    }
}
