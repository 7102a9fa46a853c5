namespace Microsoft.ML.Data;

/// <summary>The output columns of a mapper for one input row or cursor.</summary>
internal sealed class MappedGetters
{
    private readonly RowMapper _mapper;
    private readonly bool[] _active;
    private readonly Delegate?[] _computed;

    public MappedGetters(RowMapper mapper, DataViewRow input, bool[] active)
    {
        _mapper = mapper;
        Input = input;
        _active = active;
        var computed = new bool[mapper.ComputedCount];
        for (int i = 0; i < active.Length; i++)
            if (active[i] && mapper.Sources[i] < 0) computed[~mapper.Sources[i]] = true;
        _computed = computed.Contains(true) ? mapper.CreateGetters(input, computed) : new Delegate[computed.Length];
    }

    public DataViewRow Input { get; }

    public DataViewSchema Schema => _mapper.OutputSchema;

    public bool IsActive(DataViewSchema.Column column) => _active[column.Index];

    public ValueGetter<TValue> Get<TValue>(DataViewSchema.Column column)
    {
        Getters.CheckActive(IsActive(column), column);
        int source = _mapper.Sources[column.Index];
        return source >= 0 ? Input.GetGetter<TValue>(Input.Schema[source]) : Getters.Cast<TValue>(_computed[~source]!, Schema[column.Index]);
    }
}
