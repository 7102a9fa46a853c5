using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>A look at the first rows, for debugging.</summary>
public static class DebuggerExtensions
{
    /// <summary>The first rows of what a loader gives.</summary>
    /// <typeparam name="TSource">What the data come from.</typeparam>
    /// <param name="loader">The loader.</param>
    /// <param name="source">The source.</param>
    /// <param name="maxRows">The most rows.</param>
    public static DataDebuggerPreview Preview<TSource>(this IDataLoader<TSource> loader, TSource source, int maxRows = 100)
    {
        ArgumentNullException.ThrowIfNull(loader);
        return Preview(loader.Load(source), maxRows);
    }

    /// <summary>The first rows of a view.</summary>
    /// <param name="data">The view.</param>
    /// <param name="maxRows">The number of rows.</param>
    public static DataDebuggerPreview Preview(this IDataView data, int maxRows = 100)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (maxRows < 0) throw ArgumentErrors.Invalid(nameof(maxRows));
        return new DataDebuggerPreview(data, maxRows);
    }

    /// <summary>The first rows of a transformed view.</summary>
    /// <param name="transformer">The transformer.</param>
    /// <param name="data">The view to transform.</param>
    /// <param name="maxRows">The number of rows.</param>
    public static DataDebuggerPreview Preview(this ITransformer transformer, IDataView data, int maxRows = 100)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        ArgumentNullException.ThrowIfNull(data);
        return Preview(transformer.Transform(data), maxRows);
    }

    /// <summary>The first rows of a view transformed by what an estimator learns from its first rows.</summary>
    /// <param name="estimator">The estimator.</param>
    /// <param name="data">The view.</param>
    /// <param name="maxRows">The number of rows to show.</param>
    /// <param name="maxTrainingRows">The number of rows to learn from.</param>
    public static DataDebuggerPreview Preview(this IEstimator<ITransformer> estimator, IDataView data, int maxRows = 100, int maxTrainingRows = 100)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(data);
        if (maxTrainingRows < 0) throw ArgumentErrors.Invalid(nameof(maxTrainingRows));
        return Preview(estimator.Fit(new RangeDataView(data, 0, maxTrainingRows)).Transform(data), maxRows);
    }
}
