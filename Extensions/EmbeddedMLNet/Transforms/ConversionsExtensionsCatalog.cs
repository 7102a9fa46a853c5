using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Conversions between values, keys and vectors.</summary>
public static class ConversionsExtensionsCatalog
{
    /// <summary>Converts a column to another type of the same family: integers with a sign, integers without, numbers with a fraction, truth values, times, or text. Keys stay keys.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the converted column.</param>
    /// <param name="inputColumnName">The column to convert; null, the default, is the name of the output.</param>
    /// <param name="outputKind">The type to convert to.</param>
    public static TypeConvertingEstimator ConvertType(
        this TransformsCatalog.ConversionTransforms catalog, string outputColumnName, string? inputColumnName = null, DataKind outputKind = DataKind.Single)
    {
        ArgumentErrors.ThrowIfEmpty(outputColumnName, "columns");
        return ConvertType(catalog, InputOutputColumnPair.Single(outputColumnName, inputColumnName), outputKind);
    }

    /// <summary>Converts columns to another type.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="outputKind">The type to convert to.</param>
    public static TypeConvertingEstimator ConvertType(this TransformsCatalog.ConversionTransforms catalog, InputOutputColumnPair[] columns, DataKind outputKind = DataKind.Single)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0) throw ArgumentErrors.Invalid(nameof(columns), "columns cannot be null or empty");
        return new TypeConvertingEstimator(catalog.Env, columns, outputKind);
    }

    /// <summary>Learns the values of a column and replaces each by its number: a key. Values not seen and missing ones become 0.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the key column.</param>
    /// <param name="inputColumnName">The column of values; null, the default, is the name of the output.</param>
    /// <param name="maximumNumberOfKeys">How many values are learnt at most; others become 0.</param>
    /// <param name="keyOrdinality">Whether the values are numbered as they occur, or in sorted order.</param>
    /// <param name="addKeyValueAnnotationsAsText">Whether the annotation <c>KeyValues</c> is text whatever the values are.</param>
    /// <param name="keyData">A view of one column that gives the values instead of the training data.</param>
    public static ValueToKeyMappingEstimator MapValueToKey(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int maximumNumberOfKeys = ValueToKeyMappingEstimator.DefaultMaximumNumberOfKeys,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        bool addKeyValueAnnotationsAsText = false,
        IDataView? keyData = null)
    {
        ArgumentErrors.ThrowIfBlank(outputColumnName, nameof(outputColumnName));
        return MapValueToKey(catalog, InputOutputColumnPair.Single(outputColumnName, inputColumnName), maximumNumberOfKeys, keyOrdinality, addKeyValueAnnotationsAsText, keyData);
    }

    /// <summary>Learns the values of columns and replaces each by its number: a key. Values not seen and missing ones become 0.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="maximumNumberOfKeys">How many values are learnt at most; others become 0.</param>
    /// <param name="keyOrdinality">Whether the values are numbered as they occur, or in sorted order.</param>
    /// <param name="addKeyValueAnnotationsAsText">Whether the annotation <c>KeyValues</c> is text whatever the values are.</param>
    /// <param name="keyData">A view of one column that gives the values instead of the training data.</param>
    public static ValueToKeyMappingEstimator MapValueToKey(
        this TransformsCatalog.ConversionTransforms catalog,
        InputOutputColumnPair[] columns,
        int maximumNumberOfKeys = ValueToKeyMappingEstimator.DefaultMaximumNumberOfKeys,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        bool addKeyValueAnnotationsAsText = false,
        IDataView? keyData = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ValueToKeyMappingEstimator(catalog.Env, columns, maximumNumberOfKeys, keyOrdinality, addKeyValueAnnotationsAsText, keyData);
    }

    /// <summary>Replaces keys by the values that they stand for, which the annotation <c>KeyValues</c> tells.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the column of values.</param>
    /// <param name="inputColumnName">The key column; null, the default, is the name of the output.</param>
    public static KeyToValueMappingEstimator MapKeyToValue(this TransformsCatalog.ConversionTransforms catalog, string outputColumnName, string? inputColumnName = null)
    {
        ArgumentErrors.ThrowIfEmpty(outputColumnName, "columns");
        return MapKeyToValue(catalog, InputOutputColumnPair.Single(outputColumnName, inputColumnName));
    }

    /// <summary>Replaces keys by the values that they stand for, which the annotation <c>KeyValues</c> tells.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The columns.</param>
    public static KeyToValueMappingEstimator MapKeyToValue(this TransformsCatalog.ConversionTransforms catalog, InputOutputColumnPair[] columns)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new KeyToValueMappingEstimator(catalog.Env, columns);
    }

    /// <summary>Replaces keys by vectors with a one at the key's place; a missing key is all zeros.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the vector column.</param>
    /// <param name="inputColumnName">The key column; null, the default, is the name of the output.</param>
    /// <param name="outputCountVector">Whether a vector of keys becomes one vector of counts, instead of one vector after another.</param>
    public static KeyToVectorMappingEstimator MapKeyToVector(this TransformsCatalog.ConversionTransforms catalog, string outputColumnName, string? inputColumnName = null, bool outputCountVector = false)
    {
        ArgumentErrors.ThrowIfBlank(outputColumnName, "name");
        return MapKeyToVector(catalog, InputOutputColumnPair.Single(outputColumnName, inputColumnName), outputCountVector);
    }

    /// <summary>Replaces keys by vectors with a one at the key's place; a missing key is all zeros.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="outputCountVector">Whether a vector of keys becomes one vector of counts, instead of one vector after another.</param>
    public static KeyToVectorMappingEstimator MapKeyToVector(this TransformsCatalog.ConversionTransforms catalog, InputOutputColumnPair[] columns, bool outputCountVector = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new KeyToVectorMappingEstimator(catalog.Env, columns, outputCountVector);
    }

    /// <summary>Replaces values by those of a table. Values that it lacks become what empty text would be: zero, empty text, or a missing key.</summary>
    /// <typeparam name="TInputType">The type of the values to replace.</typeparam>
    /// <typeparam name="TOutputType">The type of what takes their place.</typeparam>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the replaced column.</param>
    /// <param name="keyValuePairs">The table.</param>
    /// <param name="inputColumnName">The column of values, or of vectors of them; null, the default, is the name of the output.</param>
    /// <param name="treatValuesAsKeyType">Whether the output is a key of the table's distinct values.</param>
    /// <exception cref="InvalidOperationException">A value to replace is in the table twice, or a type is none of a column.</exception>
    public static ValueMappingEstimator<TInputType, TOutputType> MapValue<TInputType, TOutputType>(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        IEnumerable<KeyValuePair<TInputType, TOutputType>> keyValuePairs,
        string? inputColumnName = null,
        bool treatValuesAsKeyType = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        // The name of the argument is that of ML.NET.
        ArgumentNullException.ThrowIfNull(keyValuePairs, "source");
        LookupDataView.Check(typeof(TInputType));
        LookupDataView.Check(typeof(TOutputType));
        ArgumentErrors.ThrowIfEmpty(outputColumnName, "columns");
        IDataView table = treatValuesAsKeyType ? LookupDataView.CreateKeys(keyValuePairs) : LookupDataView.Create(keyValuePairs);
        return new ValueMappingEstimator<TInputType, TOutputType>(catalog.Env, table, InputOutputColumnPair.Single(outputColumnName, inputColumnName));
    }

    /// <summary>Replaces values by vectors of a table. Values that it lacks become empty vectors.</summary>
    /// <typeparam name="TInputType">The type of the values to replace.</typeparam>
    /// <typeparam name="TOutputType">The type of an item of what takes their place.</typeparam>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the column of vectors.</param>
    /// <param name="keyValuePairs">The table.</param>
    /// <param name="inputColumnName">The column of values; null, the default, is the name of the output.</param>
    /// <exception cref="InvalidOperationException">A value to replace is in the table twice, or a type is none of a column.</exception>
    public static ValueMappingEstimator<TInputType, TOutputType> MapValue<TInputType, TOutputType>(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        IEnumerable<KeyValuePair<TInputType, TOutputType[]>> keyValuePairs,
        string? inputColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(keyValuePairs, "source");
        LookupDataView.Check(typeof(TInputType));
        LookupDataView.Check(typeof(TOutputType));
        ArgumentErrors.ThrowIfEmpty(outputColumnName, "columns");
        return new ValueMappingEstimator<TInputType, TOutputType>(catalog.Env, LookupDataView.CreateVectors(keyValuePairs), InputOutputColumnPair.Single(outputColumnName, inputColumnName));
    }

    /// <summary>Replaces values by those of a table in a view.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the replaced column.</param>
    /// <param name="lookupMap">The view, which is read at once.</param>
    /// <param name="keyColumn">Its column of values to replace.</param>
    /// <param name="valueColumn">Its column of what takes their place.</param>
    /// <param name="inputColumnName">The column of values; null, the default, is the name of the output.</param>
    /// <exception cref="InvalidOperationException">A value to replace is in the table twice, or a column is not one of the view.</exception>
    public static ValueMappingEstimator MapValue(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        IDataView lookupMap,
        DataViewSchema.Column keyColumn,
        DataViewSchema.Column valueColumn,
        string? inputColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(lookupMap);
        ArgumentErrors.ThrowIfEmpty(outputColumnName, "columns");
        return new ValueMappingEstimator(catalog.Env, lookupMap, keyColumn, valueColumn, InputOutputColumnPair.Single(outputColumnName, inputColumnName));
    }
}
