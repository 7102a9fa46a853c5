using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(CompositeDataLoader<IMultiStreamSource, Microsoft.ML.ITransformer>), typeof(CompositeLoaderFormat), null,
    typeof(Microsoft.ML.SignatureLoadModel), "Composite loader", CompositeLoaderFormat.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>How a loader with transformers is saved: both in a folder of their own.</summary>
internal static class CompositeLoaderFormat
{
    public const string LoaderSignature = "CompositeLoader";

    private const string LoaderFolder = "Loader";

    public static void Save<TSource>(ModelSaveContext ctx, IDataLoader<TSource> loader, ITransformer transformer)
    {
        ctx.SetVersionInfo(VersionInfo.Own("CMPSTLDR", LoaderSignature));
        ctx.SaveModel(loader, LoaderFolder);
        ctx.SaveModel(transformer, TransformerChain.LoaderSignature);
    }

    private static CompositeDataLoader<IMultiStreamSource, ITransformer> Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(VersionInfo.Own("CMPSTLDR", LoaderSignature));
        var loader = ModelLoadContext.Load<IDataLoader<IMultiStreamSource>>(env, ctx.Repository, RepositoryWriter.Combine(ctx.Directory, LoaderFolder));
        return new CompositeDataLoader<IMultiStreamSource, ITransformer>(
            loader, ModelLoadContext.Load<TransformerChain<ITransformer>>(env, ctx.Repository, RepositoryWriter.Combine(ctx.Directory, TransformerChain.LoaderSignature)));
    }
}
