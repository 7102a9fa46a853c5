using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms that bring numbers to a common scale. NaN is left out of what they learn and stays NaN.</summary>
public static class NormalizationCatalog
{
    internal const long DefaultMaximumExampleCount = 1_000_000_000;

    /// <summary>Scales by the extremes: x / max(|min|, |max|), or (x - min) / (max - min) when zero need not stay zero.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the scaled column.</param>
    /// <param name="inputColumnName">The column of Single, Double or vectors of a known size; null, the default, is the name of the output.</param>
    /// <param name="maximumExampleCount">How many rows are learnt from at most.</param>
    /// <param name="fixZero">Whether zero stays zero, which keeps sparse vectors sparse; true is the default.</param>
    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, long maximumExampleCount = DefaultMaximumExampleCount, bool fixZero = true)
    {
        ArgumentErrors.ThrowIfEmpty(outputColumnName, "name");
        return NormalizeMinMax(catalog, InputOutputColumnPair.Single(outputColumnName, inputColumnName), maximumExampleCount, fixZero);
    }

    /// <summary>Scales by the extremes: x / max(|min|, |max|), or (x - min) / (max - min) when zero need not stay zero.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="maximumExampleCount">How many rows are learnt from at most.</param>
    /// <param name="fixZero">Whether zero stays zero; true is the default.</param>
    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog, InputOutputColumnPair[] columns, long maximumExampleCount = DefaultMaximumExampleCount, bool fixZero = true)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        // The name of the argument is that of ML.NET.
        ArgumentNullException.ThrowIfNull(columns, "source");
        return new NormalizingEstimator(catalog.Env, columns, maximumExampleCount, fixZero ? NormalizationKind.MaximumAbsolute : NormalizationKind.MinMax);
    }

    /// <summary>Scales by the spread: x / sqrt(mean of x²), or (x - mean) / standard deviation when zero need not stay zero.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the scaled column.</param>
    /// <param name="inputColumnName">The column of Single, Double or vectors of a known size; null, the default, is the name of the output.</param>
    /// <param name="maximumExampleCount">How many rows are learnt from at most.</param>
    /// <param name="fixZero">Whether zero stays zero, without centering; true is the default. Of no effect with <paramref name="useCdf"/>.</param>
    /// <param name="useCdf">Whether the output is the probability that a normal variable of the same mean and deviation is smaller.</param>
    public static NormalizingEstimator NormalizeMeanVariance(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, long maximumExampleCount = DefaultMaximumExampleCount, bool fixZero = true, bool useCdf = false)
    {
        ArgumentErrors.ThrowIfEmpty(outputColumnName, "name");
        return NormalizeMeanVariance(catalog, InputOutputColumnPair.Single(outputColumnName, inputColumnName), maximumExampleCount, fixZero, useCdf);
    }

    /// <summary>Scales by the spread: x / sqrt(mean of x²), or (x - mean) / standard deviation when zero need not stay zero.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="maximumExampleCount">How many rows are learnt from at most.</param>
    /// <param name="fixZero">Whether zero stays zero, without centering; true is the default. Of no effect with <paramref name="useCdf"/>.</param>
    /// <param name="useCdf">Whether the output is the probability that a normal variable of the same mean and deviation is smaller.</param>
    public static NormalizingEstimator NormalizeMeanVariance(
        this TransformsCatalog catalog, InputOutputColumnPair[] columns, long maximumExampleCount = DefaultMaximumExampleCount, bool fixZero = true, bool useCdf = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        // The name of the argument is that of ML.NET.
        ArgumentNullException.ThrowIfNull(columns, "source");
        return new NormalizingEstimator(catalog.Env, columns, maximumExampleCount,
            useCdf ? NormalizationKind.NormalCdf : fixZero ? NormalizationKind.RootMeanSquare : NormalizationKind.Standard);
    }
}
