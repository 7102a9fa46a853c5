using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>Transformers applied one after another.</summary>
/// <typeparam name="TLastTransformer">The type of the last one.</typeparam>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The name is the interface of ML.NET.")]
public sealed class TransformerChain<TLastTransformer> : ITransformer, IEnumerable<ITransformer>, IDisposable
    where TLastTransformer : class, ITransformer
{
    private readonly ImmutableArray<ITransformer> _transformers;
    private readonly ImmutableArray<TransformerScope> _scopes;
    private bool _disposed;

    /// <summary>The last transformer; null when the chain is empty.</summary>
    public readonly TLastTransformer LastTransformer;

    /// <summary>Creates a chain.</summary>
    /// <param name="transformers">Its transformers, in order.</param>
    /// <param name="scopes">The scope of each.</param>
    /// <exception cref="ArgumentException">The numbers differ, or the last transformer is of another type.</exception>
    public TransformerChain(IEnumerable<ITransformer> transformers, IEnumerable<TransformerScope> scopes)
    {
        ArgumentNullException.ThrowIfNull(transformers);
        ArgumentNullException.ThrowIfNull(scopes);
        _transformers = [.. transformers];
        _scopes = [.. scopes];
        if (_transformers.Length != _scopes.Length)
            throw new ArgumentException($"a chain needs one scope for each transformer, got {_scopes.Length} scopes and {_transformers.Length} transformers", nameof(scopes));
        if (_transformers.Any(t => t is null)) throw new ArgumentException("a transformer is null", nameof(transformers));
        LastTransformer = Last(_transformers);
    }

    /// <summary>Creates a chain whose transformers take part everywhere.</summary>
    /// <param name="transformers">Its transformers, in order.</param>
    public TransformerChain(params ITransformer[] transformers) : this(transformers, Enumerable.Repeat(TransformerScope.Everything, transformers?.Length ?? 0))
    {
    }

    internal ImmutableArray<TransformerScope> Scopes => _scopes;

    /// <summary>Whether all transformers map row to row.</summary>
    bool ITransformer.IsRowToRowMapper => _transformers.All(t => t.IsRowToRowMapper);

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (ITransformer transformer in _transformers) inputSchema = transformer.GetOutputSchema(inputSchema);
        return inputSchema;
    }

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach (ITransformer transformer in _transformers) input = transformer.Transform(input);
        return input;
    }

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        if (!((ITransformer)this).IsRowToRowMapper) throw new InvalidOperationException("GetRowToRowMapper method called despite IsRowToRowMapper being false.");
        var mappers = new List<IRowToRowMapper>();
        DataViewSchema schema = inputSchema;
        foreach (ITransformer transformer in _transformers)
        {
            IRowToRowMapper mapper = transformer.GetRowToRowMapper(schema);
            schema = mapper.OutputSchema;
            mappers.Add(mapper);
        }
        return new CompositeRowToRowMapper(inputSchema, mappers);
    }

    /// <summary>This chain without the transformers that are not in a scope.</summary>
    /// <param name="scopeFilter">The scope.</param>
    public TransformerChain<ITransformer> GetModelFor(TransformerScope scopeFilter)
    {
        int[] chosen = [.. Enumerable.Range(0, _transformers.Length).Where(i => (_scopes[i] & scopeFilter) != TransformerScope.None)];
        return new TransformerChain<ITransformer>(chosen.Select(i => _transformers[i]), chosen.Select(i => _scopes[i]));
    }

    /// <summary>This chain with one more transformer.</summary>
    /// <typeparam name="TNewLast">The type of the new last transformer.</typeparam>
    /// <param name="transformer">The transformer to append.</param>
    /// <param name="scope">The phases in which it takes part.</param>
    public TransformerChain<TNewLast> Append<TNewLast>(TNewLast transformer, TransformerScope scope = TransformerScope.Everything)
        where TNewLast : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return new TransformerChain<TNewLast>(_transformers.Append(transformer), _scopes.Append(scope));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => TransformerChainFormat.Save(ctx, _transformers, _scopes);

    /// <summary>Enumerates the transformers in order.</summary>
    public IEnumerator<ITransformer> GetEnumerator() => ((IEnumerable<ITransformer>)_transformers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Disposes of those transformers that are disposable.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        foreach (ITransformer transformer in _transformers) (transformer as IDisposable)?.Dispose();
    }

    private static TLastTransformer Last(ImmutableArray<ITransformer> transformers)
    {
        if (transformers.IsEmpty) return null!;
        return transformers[^1] as TLastTransformer ??
            throw new ArgumentException($"the last transformer must be a {typeof(TLastTransformer)}, got {transformers[^1].GetType()}", nameof(transformers));
    }
}
