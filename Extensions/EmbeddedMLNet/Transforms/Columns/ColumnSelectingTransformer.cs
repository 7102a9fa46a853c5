using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(Microsoft.ML.Transforms.ColumnSelectingTransformer), null, typeof(Microsoft.ML.SignatureLoadModel),
    "Select columns", Microsoft.ML.Transforms.ColumnSelectingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Keeps or leaves out columns.</summary>
public sealed class ColumnSelectingTransformer : RowToRowTransformerBase
{
    internal const string LoaderSignature = "SelectColumnsTransform";

    private readonly string[] _columns;
    private readonly bool _drop;
    private readonly bool _keepHidden;

    internal ColumnSelectingTransformer(IHostEnvironment env, string[] columns, bool drop, bool keepHidden) : base(env)
    {
        if (columns is null or []) throw new InvalidOperationException("Neither keepColumns and dropColumns is set. Exactly one must be specified.");
        _columns = columns;
        _drop = drop;
        _keepHidden = keepHidden;
    }

    private static ColumnSelectingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        bool drop = ctx.Reader.ReadBoolean();
        bool keepHidden = ctx.Reader.ReadBoolean();
        var columns = new string[ctx.Reader.ReadCount(1)];
        for (int i = 0; i < columns.Length; i++) columns[i] = ctx.Reader.ReadString();
        return new ColumnSelectingTransformer(env, columns, drop, keepHidden);
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema)
    {
        foreach (string name in _columns)
            if (inputSchema.GetColumnOrNull(name) is null) throw SchemaErrors.NotFound(nameof(inputSchema), "input", name);
        int[] kept = _drop
            ? [.. inputSchema.Where(c => !_columns.Contains(c.Name) && (_keepHidden || !c.IsHidden)).Select(c => c.Index)]
            : [.. _columns.SelectMany(name => inputSchema.Where(c => c.Name == name && (_keepHidden || !c.IsHidden)).Select(c => c.Index))];
        return new Mapper(inputSchema, kept);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        ctx.Writer.Write(_drop);
        ctx.Writer.Write(_keepHidden);
        ctx.Writer.Write(_columns.Length);
        foreach (string column in _columns) ctx.Writer.Write(column);
    }

    private static VersionInfo Version() => VersionInfo.Own("SELCOLST", LoaderSignature);

    private sealed class Mapper(DataViewSchema schema, int[] kept) : RowMapper(schema, kept, [])
    {
        public override IEnumerable<int> InputsOf(int computed) => [];

        public override Delegate?[] CreateGetters(DataViewRow input, bool[] active) => [];
    }
}
