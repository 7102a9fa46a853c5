using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Computes columns with a function of the user.</summary>
/// <typeparam name="TSrc">A class whose members are the columns that it reads.</typeparam>
/// <typeparam name="TDst">A class whose members are the columns that it makes.</typeparam>
public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly Action<TSrc, TDst> _map;
    private readonly string? _contract;
    private readonly SchemaDefinition? _inputDefinition;
    private readonly RowMember[] _outputs;

    internal CustomMappingTransformer(IHostEnvironment env, Action<TSrc, TDst> mapAction, string? contractName, SchemaDefinition? inputSchemaDefinition, SchemaDefinition? outputSchemaDefinition)
    {
        ArgumentNullException.ThrowIfNull(env);
        ArgumentNullException.ThrowIfNull(mapAction);
        _map = mapAction;
        _contract = contractName;
        _inputDefinition = inputSchemaDefinition;
        _outputs = RowMember.Bind(typeof(TDst), outputSchemaDefinition, SchemaDefinition.Direction.Read);
        AddedSchema = EnumerableDataView<TDst>.SchemaOf(_outputs);
        ReadSchema = EnumerableDataView<TSrc>.SchemaOf(RowMember.Bind(typeof(TSrc), inputSchemaDefinition, SchemaDefinition.Direction.Write));
    }

    internal DataViewSchema AddedSchema { get; }

    internal DataViewSchema ReadSchema { get; }

    /// <summary>True.</summary>
    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new Mapper(this, inputSchema).OutputSchema;
    }

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView(input, new Mapper(this, input.Schema));
    }

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new Mapper(this, inputSchema);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        if (string.IsNullOrEmpty(_contract)) throw new InvalidOperationException("Empty contract name for a transform: the transform cannot be saved");
        CustomMappingFormat.Save(ctx, _contract, _map.Method.Module.Assembly.GetName().Name!);
    }

    private sealed class Mapper : RowMapper
    {
        private readonly CustomMappingTransformer<TSrc, TDst> _owner;
        private readonly RowReader<TSrc> _reader;

        public Mapper(CustomMappingTransformer<TSrc, TDst> owner, DataViewSchema schema)
            : base(schema, [.. owner.AddedSchema.Select(c => new DataViewSchema.DetachedColumn(c))])
        {
            _owner = owner;
            _reader = new RowReader<TSrc>(schema, ignoreMissingColumns: false, owner._inputDefinition);
        }

        public override IEnumerable<int> InputsOf(int computed) => _reader.Columns.Select(c => c.Index);

        public override Delegate?[] CreateGetters(DataViewRow input, bool[] active)
        {
            var source = new TSrc();
            Action<TSrc> fill = _reader.CreateFiller(input);
            var destination = new TDst();
            long position = -1;
            // All output columns of a row come from one call of the function.
            TDst Current()
            {
                if (position != input.Position || position < 0)
                {
                    fill(source);
                    destination = new TDst();
                    _owner._map(source, destination);
                    position = input.Position;
                }
                return destination;
            }
            return [.. _owner._outputs.Select((m, i) => active[i] ? MemberAccess.CreateGetter(m, Current) : null)];
        }
    }
}
