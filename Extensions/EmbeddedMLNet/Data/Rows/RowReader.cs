namespace Microsoft.ML.Data;

/// <summary>The members of a class of rows that are filled from the columns of a schema.</summary>
internal sealed class RowReader<TRow>
    where TRow : class
{
    private readonly (RowMember Member, DataViewSchema.Column Column)[] _bound;

    public RowReader(DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition? definition)
    {
        var bound = new List<(RowMember, DataViewSchema.Column)>();
        foreach (RowMember member in RowMember.Bind(typeof(TRow), definition, SchemaDefinition.Direction.Write))
        {
            if (schema.GetColumnOrNull(member.ColumnName) is not { } column)
            {
                if (ignoreMissingColumns) continue;
                // ML.NET names no role here, hence the two blanks.
                throw SchemaErrors.NotFound("Schema", "", member.ColumnName);
            }
            if (!RowMember.CanHold(member.MemberType, column.Type))
                throw new InvalidOperationException($"Can't bind the IDataView column '{column.Name}' of type '{column.Type}' to field or property '{member.Member.Name}' of type '{member.MemberType}'.");
            bound.Add((member, column));
        }
        _bound = [.. bound];
    }

    public IEnumerable<DataViewSchema.Column> Columns => _bound.Select(b => b.Column);

    /// <summary>A function that fills an object from the current row.</summary>
    public Action<TRow> CreateFiller(DataViewRow row)
    {
        Action<TRow>[] setters = [.. _bound.Select(b => MemberAccess.CreateSetter<TRow>(b.Member.Member, row, b.Column))];
        return target =>
        {
            foreach (Action<TRow> setter in setters) setter(target);
        };
    }
}
