using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms of missing values: NaN, and keys of 0.</summary>
public static class ExtensionsCatalog
{
    /// <summary>Tells whether values are missing.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the column of truth values, a vector where the input is one.</param>
    /// <param name="inputColumnName">A column of Single, Double, keys, or vectors of them; null, the default, is the name of the output.</param>
    public static MissingValueIndicatorEstimator IndicateMissingValues(this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentErrors.ThrowIfEmpty(outputColumnName, "columns");
        return new MissingValueIndicatorEstimator(catalog.Env, InputOutputColumnPair.Single(outputColumnName, inputColumnName));
    }

    /// <summary>Tells whether values are missing.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The columns.</param>
    public static MissingValueIndicatorEstimator IndicateMissingValues(this TransformsCatalog catalog, InputOutputColumnPair[] columns)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(columns);
        return new MissingValueIndicatorEstimator(catalog.Env, columns);
    }

    /// <summary>Replaces NaN by zero or by what the other values suggest.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the column without missing values.</param>
    /// <param name="inputColumnName">A column of Single, Double or vectors of them; null, the default, is the name of the output.</param>
    /// <param name="replacementMode">What takes the place of a missing value.</param>
    /// <param name="imputeBySlot">Whether each slot of a vector of a known size has its own replacement.</param>
    public static MissingValueReplacingEstimator ReplaceMissingValues(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        MissingValueReplacingEstimator.ReplacementMode replacementMode = MissingValueReplacingEstimator.ReplacementMode.DefaultValue,
        bool imputeBySlot = true)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentErrors.ThrowIfBlank(outputColumnName, "name");
        return new MissingValueReplacingEstimator(catalog.Env, InputOutputColumnPair.Single(outputColumnName, inputColumnName), replacementMode, imputeBySlot);
    }

    /// <summary>Replaces NaN by zero or by what the other values suggest.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="replacementMode">What takes the place of a missing value.</param>
    /// <param name="imputeBySlot">Whether each slot of a vector of a known size has its own replacement.</param>
    public static MissingValueReplacingEstimator ReplaceMissingValues(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        MissingValueReplacingEstimator.ReplacementMode replacementMode = MissingValueReplacingEstimator.ReplacementMode.DefaultValue,
        bool imputeBySlot = true)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(columns);
        return new MissingValueReplacingEstimator(catalog.Env, columns, replacementMode, imputeBySlot);
    }
}
