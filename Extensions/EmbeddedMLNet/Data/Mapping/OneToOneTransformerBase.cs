using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer in which each new column is computed from one column.</summary>
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    private protected OneToOneTransformerBase(IHostEnvironment env, InputOutputColumnPair[] columns) : base(env)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ColumnPairs = columns;
    }

    private protected InputOutputColumnPair[] ColumnPairs { get; }

    /// <summary>The computed column of a pair.</summary>
    private protected abstract DataViewSchema.DetachedColumn Describe(int pair, DataViewSchema.Column input);

    /// <summary>The getter of the computed column of a pair.</summary>
    private protected abstract Delegate CreateGetter(int pair, DataViewRow row, DataViewSchema.Column input, DataViewSchema.DetachedColumn output);

    private protected sealed override RowMapper CreateMapper(DataViewSchema inputSchema)
    {
        DataViewSchema.Column[] inputs = [.. ColumnPairs.Select(p => inputSchema.GetColumnOrNull(p.InputColumnName) ?? throw SchemaErrors.NotFound(nameof(inputSchema), "input", p.InputColumnName))];
        return new Mapper(this, inputSchema, inputs, [.. inputs.Select((input, pair) => Describe(pair, input))]);
    }

    private protected void SavePairs(BinaryWriter writer)
    {
        writer.Write(ColumnPairs.Length);
        foreach (InputOutputColumnPair pair in ColumnPairs)
        {
            writer.Write(pair.OutputColumnName);
            writer.Write(pair.InputColumnName);
        }
    }

    private protected static InputOutputColumnPair[] LoadPairs(BinaryReader reader)
    {
        var pairs = new InputOutputColumnPair[reader.ReadCount(2)];
        for (int i = 0; i < pairs.Length; i++)
        {
            string output = reader.ReadString();
            pairs[i] = new InputOutputColumnPair(output, reader.ReadString());
        }
        return pairs;
    }

    private sealed class Mapper(OneToOneTransformerBase owner, DataViewSchema schema, DataViewSchema.Column[] inputs, DataViewSchema.DetachedColumn[] outputs) : RowMapper(schema, outputs)
    {
        public override IEnumerable<int> InputsOf(int computed) => [inputs[computed].Index];

        public override Delegate?[] CreateGetters(DataViewRow input, bool[] active) =>
            [.. active.Select((on, pair) => on ? owner.CreateGetter(pair, input, inputs[pair], outputs[pair]) : null)];
    }
}
