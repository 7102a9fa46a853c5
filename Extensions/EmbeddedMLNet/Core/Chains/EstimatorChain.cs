using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Estimators that learn one after another, each from the output of those before it.</summary>
/// <typeparam name="TLastTransformer">The type of transformer that the last one learns.</typeparam>
public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    private readonly IHostEnvironment? _env;
    private readonly IEstimator<ITransformer>[] _estimators;
    private readonly TransformerScope[] _scopes;
    private readonly bool[] _cacheAfter;

    /// <summary>The last estimator; null when the chain is empty.</summary>
    public readonly IEstimator<TLastTransformer> LastEstimator;

    /// <summary>Creates an empty chain.</summary>
    public EstimatorChain() : this(null, [], [], [])
    {
    }

    private EstimatorChain(IHostEnvironment? env, IEstimator<ITransformer>[] estimators, TransformerScope[] scopes, bool[] needCacheAfter)
    {
        _env = env;
        _estimators = estimators;
        _scopes = scopes;
        _cacheAfter = needCacheAfter;
        LastEstimator = estimators.Length == 0 ? null! : (IEstimator<TLastTransformer>)estimators[^1];
    }

    /// <summary>Learns all transformers.</summary>
    /// <param name="input">The training data.</param>
    /// <returns>The chain of the transformers, in the same order and scopes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type; found before anything is learnt.</exception>
    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(SchemaShape.Create(input.Schema));
        IDataView data = input;
        var transformers = new ITransformer[_estimators.Length];
        for (int i = 0; i < _estimators.Length; i++)
        {
            transformers[i] = _estimators[i].Fit(data);
            if (i == _estimators.Length - 1) break;
            data = transformers[i].Transform(data);
            if (_cacheAfter[i]) data = new CacheDataView(_env!, data, []);
        }
        return new TransformerChain<TLastTransformer>(transformers, _scopes);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (IEstimator<ITransformer> estimator in _estimators) inputSchema = estimator.GetOutputSchema(inputSchema);
        return inputSchema;
    }

    /// <summary>This chain with one more estimator.</summary>
    /// <typeparam name="TNewTrans">The type of transformer that it learns.</typeparam>
    /// <param name="estimator">The estimator to append.</param>
    /// <param name="scope">The phases in which its transformer takes part.</param>
    public EstimatorChain<TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator, TransformerScope scope = TransformerScope.Everything)
        where TNewTrans : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return new EstimatorChain<TNewTrans>(_env, [.. _estimators, estimator], [.. _scopes, scope], [.. _cacheAfter, false]);
    }

    /// <summary>
    /// This chain with its output kept in memory while the following estimators learn, so that the work before is done once.
    /// </summary>
    /// <param name="env">The context.</param>
    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
    {
        ArgumentNullException.ThrowIfNull(env);
        if (_estimators.Length == 0 || _cacheAfter[^1]) return this;
        return new EstimatorChain<TLastTransformer>(env, _estimators, _scopes, [.. _cacheAfter[..^1], true]);
    }
}
