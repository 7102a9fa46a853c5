namespace Microsoft.ML.Data;

/// <summary>A loader that is still to be learned and the estimators behind it.</summary>
/// <typeparam name="TSource">What the data come from.</typeparam>
/// <typeparam name="TLastTransformer">The last transformer.</typeparam>
public sealed class CompositeLoaderEstimator<TSource, TLastTransformer> : IDataLoaderEstimator<TSource, CompositeDataLoader<TSource, TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    private readonly IDataLoaderEstimator<TSource, IDataLoader<TSource>> _start;
    private readonly EstimatorChain<TLastTransformer> _estimators;

    /// <summary>A loader's estimator with estimators behind it.</summary>
    /// <param name="start">The estimator of the loader.</param>
    /// <param name="estimatorChain">The estimators; null for none.</param>
    public CompositeLoaderEstimator(IDataLoaderEstimator<TSource, IDataLoader<TSource>> start, EstimatorChain<TLastTransformer>? estimatorChain = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        _start = start;
        _estimators = estimatorChain ?? new EstimatorChain<TLastTransformer>();
    }

    /// <inheritdoc/>
    public CompositeDataLoader<TSource, TLastTransformer> Fit(TSource input)
    {
        IDataLoader<TSource> loader = _start.Fit(input);
        return new CompositeDataLoader<TSource, TLastTransformer>(loader, _estimators.Fit(loader.Load(input)));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema() => _estimators.GetOutputSchema(_start.GetOutputSchema());

    /// <summary>The estimators with one more.</summary>
    /// <typeparam name="TNewTrans">The new last transformer.</typeparam>
    /// <param name="estimator">The estimator.</param>
    public CompositeLoaderEstimator<TSource, TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator)
        where TNewTrans : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return new CompositeLoaderEstimator<TSource, TNewTrans>(_start, _estimators.Append(estimator));
    }
}
