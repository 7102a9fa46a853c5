using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>A loader and the transformers behind it, as one loader.</summary>
/// <typeparam name="TSource">What the data come from.</typeparam>
/// <typeparam name="TLastTransformer">The last transformer.</typeparam>
[SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "Fields are the interface of ML.NET.")]
public sealed class CompositeDataLoader<TSource, TLastTransformer> : IDataLoader<TSource>, IDisposable
    where TLastTransformer : class, ITransformer
{
    /// <summary>The loader.</summary>
    public readonly IDataLoader<TSource> Loader;

    /// <summary>The transformers.</summary>
    public readonly TransformerChain<TLastTransformer> Transformer;

    private bool _disposed;

    /// <summary>A loader with transformers behind it.</summary>
    /// <param name="loader">The loader.</param>
    /// <param name="transformerChain">The transformers; null for none.</param>
    public CompositeDataLoader(IDataLoader<TSource> loader, TransformerChain<TLastTransformer>? transformerChain = null)
    {
        ArgumentNullException.ThrowIfNull(loader);
        Loader = loader;
        Transformer = transformerChain ?? new TransformerChain<TLastTransformer>();
    }

    /// <inheritdoc/>
    public IDataView Load(TSource input) => Transformer.Transform(Loader.Load(input));

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema() => Transformer.GetOutputSchema(Loader.GetOutputSchema());

    /// <summary>A loader with one more transformer.</summary>
    /// <typeparam name="TNewLast">The new last transformer.</typeparam>
    /// <param name="transformer">The transformer.</param>
    public CompositeDataLoader<TSource, TNewLast> AppendTransformer<TNewLast>(TNewLast transformer)
        where TNewLast : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return new CompositeDataLoader<TSource, TNewLast>(Loader, Transformer.Append(transformer));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => CompositeLoaderFormat.Save(ctx, Loader, Transformer);

    /// <summary>Disposes of the transformers.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Transformer.Dispose();
    }
}
