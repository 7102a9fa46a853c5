using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Joins estimators and transformers into chains.</summary>
public static class LearningPipelineExtensions
{
    /// <summary>Puts an estimator behind one of a loader.</summary>
    /// <typeparam name="TSource">What the data come from.</typeparam>
    /// <typeparam name="TTrans">The transformer.</typeparam>
    /// <param name="start">The estimator of the loader.</param>
    /// <param name="estimator">The estimator.</param>
    public static CompositeLoaderEstimator<TSource, TTrans> Append<TSource, TTrans>(this IDataLoaderEstimator<TSource, IDataLoader<TSource>> start, IEstimator<TTrans> estimator)
        where TTrans : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(estimator);
        return new CompositeLoaderEstimator<TSource, ITransformer>(start).Append(estimator);
    }

    /// <summary>Puts an estimator behind a loader.</summary>
    /// <typeparam name="TSource">What the data come from.</typeparam>
    /// <typeparam name="TTrans">The transformer.</typeparam>
    /// <param name="start">The loader.</param>
    /// <param name="estimator">The estimator.</param>
    public static CompositeLoaderEstimator<TSource, TTrans> Append<TSource, TTrans>(this IDataLoader<TSource> start, IEstimator<TTrans> estimator)
        where TTrans : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(estimator);
        return new CompositeLoaderEstimator<TSource, ITransformer>(new FixedLoaderEstimator<TSource>(start)).Append(estimator);
    }

    /// <summary>Puts a transformer behind a loader.</summary>
    /// <typeparam name="TSource">What the data come from.</typeparam>
    /// <typeparam name="TTrans">The transformer.</typeparam>
    /// <param name="loader">The loader.</param>
    /// <param name="transformer">The transformer.</param>
    public static CompositeDataLoader<TSource, TTrans> Append<TSource, TTrans>(this IDataLoader<TSource> loader, TTrans transformer)
        where TTrans : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(loader);
        ArgumentNullException.ThrowIfNull(transformer);
        return new CompositeDataLoader<TSource, ITransformer>(loader).AppendTransformer(transformer);
    }

    /// <summary>A chain of two estimators.</summary>
    /// <typeparam name="TTrans">The type of transformer that the second one learns.</typeparam>
    /// <param name="start">The first estimator; a chain is extended, not nested.</param>
    /// <param name="estimator">The second.</param>
    /// <param name="scope">The phases in which the second one's transformer takes part.</param>
    public static EstimatorChain<TTrans> Append<TTrans>(this IEstimator<ITransformer> start, IEstimator<TTrans> estimator, TransformerScope scope = TransformerScope.Everything)
        where TTrans : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(estimator);
        return start is EstimatorChain<ITransformer> chain
            ? chain.Append(estimator, scope)
            : new EstimatorChain<ITransformer>().Append(start).Append(estimator, scope);
    }

    /// <summary>A chain of an estimator whose output is kept in memory while what is appended to it learns.</summary>
    /// <typeparam name="TTrans">The type of transformer that the estimator learns.</typeparam>
    /// <param name="start">The estimator.</param>
    /// <param name="env">The context.</param>
    public static EstimatorChain<TTrans> AppendCacheCheckpoint<TTrans>(this IEstimator<TTrans> start, IHostEnvironment env)
        where TTrans : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(start);
        return new EstimatorChain<ITransformer>().Append(start).AppendCacheCheckpoint(env);
    }

    /// <summary>A chain of two transformers.</summary>
    /// <typeparam name="TTrans">The type of the second one.</typeparam>
    /// <param name="start">The first transformer; a chain is extended, not nested.</param>
    /// <param name="transformer">The second.</param>
    public static TransformerChain<TTrans> Append<TTrans>(this ITransformer start, TTrans transformer)
        where TTrans : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(transformer);
        return start is TransformerChain<ITransformer> chain ? chain.Append(transformer) : new TransformerChain<TTrans>(start, transformer);
    }

    /// <summary>The same estimator, which also hands over each transformer that it learns.</summary>
    /// <typeparam name="TTransformer">The type of transformer that it learns.</typeparam>
    /// <param name="estimator">The estimator.</param>
    /// <param name="onFit">Called with the transformer at the end of each <c>Fit</c>.</param>
    public static IEstimator<TTransformer> WithOnFitDelegate<TTransformer>(this IEstimator<TTransformer> estimator, Action<TTransformer> onFit)
        where TTransformer : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(onFit);
        return new DelegateEstimator<TTransformer>(estimator, onFit);
    }

    private sealed class DelegateEstimator<TTransformer>(IEstimator<TTransformer> estimator, Action<TTransformer> onFit) : IEstimator<TTransformer>
        where TTransformer : class, ITransformer
    {
        public TTransformer Fit(IDataView input)
        {
            TTransformer transformer = estimator.Fit(input);
            onFit(transformer);
            return transformer;
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => estimator.GetOutputSchema(inputSchema);
    }
}
