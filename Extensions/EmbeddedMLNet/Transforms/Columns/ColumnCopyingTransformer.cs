using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(Microsoft.ML.Transforms.ColumnCopyingTransformer), null, typeof(Microsoft.ML.SignatureLoadModel),
    "Copy columns", Microsoft.ML.Transforms.ColumnCopyingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Copies columns under other names.</summary>
public sealed class ColumnCopyingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "CopyTransform";

    internal ColumnCopyingTransformer(IHostEnvironment env, InputOutputColumnPair[] columns) : base(env, columns)
    {
    }

    private static ColumnCopyingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new ColumnCopyingTransformer(env, LoadPairs(ctx.Reader));
    }

    private protected override DataViewSchema.DetachedColumn Describe(int pair, DataViewSchema.Column input) => new(ColumnPairs[pair].OutputColumnName, input.Type, input.Annotations);

    private protected override Delegate CreateGetter(int pair, DataViewRow row, DataViewSchema.Column input, DataViewSchema.DetachedColumn output) => Getters.Create(row, input);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        SavePairs(ctx.Writer);
    }

    private static VersionInfo Version() => VersionInfo.Own("COPYCOLT", LoaderSignature);
}
