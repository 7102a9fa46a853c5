using Npgsql;
using NpgsqlTypes;

namespace MlNetDeep.Tuning.Postgres;

/// <summary>An open connection. Parameters are <c>$1</c>, <c>$2</c>, ... in the order of the arguments: texts, integers, or null for a text.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : IDisposable
{
    public NpgsqlConnection Connection => connection;

    public int Execute(string sql, params ReadOnlySpan<object?> arguments)
    {
        using NpgsqlCommand command = Create(sql, arguments);
        return command.ExecuteNonQuery();
    }

    public long? Number(string sql, params ReadOnlySpan<object?> arguments)
    {
        using NpgsqlCommand command = Create(sql, arguments);
        return command.ExecuteScalar() as long?;
    }

    public string? Text(string sql, params ReadOnlySpan<object?> arguments)
    {
        using NpgsqlCommand command = Create(sql, arguments);
        return command.ExecuteScalar() as string;
    }

    public List<T> Query<T>(string sql, Func<NpgsqlDataReader, T> read, params ReadOnlySpan<object?> arguments)
    {
        using NpgsqlCommand command = Create(sql, arguments);
        using NpgsqlDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public void Dispose() => connection.Dispose();

    private NpgsqlCommand Create(string sql, ReadOnlySpan<object?> arguments)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (object? argument in arguments)
        {
            command.Parameters.Add(argument switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                int or long => new NpgsqlParameter<long> { TypedValue = Convert.ToInt64(argument, null) },
                _ => new NpgsqlParameter<string> { TypedValue = (string)argument },
            });
        }
        return command;
    }
}
