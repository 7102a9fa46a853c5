using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(TransformerChain<Microsoft.ML.ITransformer>), typeof(TransformerChainFormat), null,
    typeof(Microsoft.ML.SignatureLoadModel), "Transformer chain", TransformerChain.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>How a chain lies in a model file: the scopes in its own entry, each transformer in a folder below.</summary>
internal static class TransformerChainFormat
{
    public static void Save(ModelSaveContext ctx, IReadOnlyList<ITransformer> transformers, IReadOnlyList<TransformerScope> scopes)
    {
        ctx.SetVersionInfo(Version());
        ctx.Writer.Write(transformers.Count);
        foreach (TransformerScope scope in scopes) ctx.Writer.Write((int)scope);
        for (int i = 0; i < transformers.Count; i++) ctx.SaveModel(transformers[i], Folder(i));
    }

    private static TransformerChain<ITransformer> Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        int count = ctx.Reader.ReadCount(sizeof(int));
        var scopes = new TransformerScope[count];
        for (int i = 0; i < count; i++) scopes[i] = (TransformerScope)ctx.Reader.ReadInt32();
        var transformers = new ITransformer[count];
        for (int i = 0; i < count; i++) transformers[i] = ModelLoadContext.Load<ITransformer>(env, ctx.Repository, RepositoryWriter.Combine(ctx.Directory, Folder(i)));
        return new TransformerChain<ITransformer>(transformers, scopes);
    }

    private static VersionInfo Version() => VersionInfo.Own("XFM PIPE", TransformerChain.LoaderSignature);

    private static string Folder(int index) => string.Create(CultureInfo.InvariantCulture, $"Transform_{index:000}");
}
