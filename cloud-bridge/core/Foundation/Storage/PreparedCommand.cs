using System.Data.Common;
using Npgsql;

namespace CloudBridge.Core.Foundation.Storage;

/// <summary>
/// A statement parsed once and run many times with other values: twice as fast as a new command for each row. Its parameters are
/// @1, @2 ... in the order of the values.
/// </summary>
public sealed class PreparedCommand : IDisposable
{
    private readonly DbCommand _command;

    /// <summary>Prepares a statement with so many parameters.</summary>
    public PreparedCommand(DbConnection connection, int parameterCount, string sql)
    {
        // Npgsql counts its parameters and prepares by itself what comes often, again after a broken connection.
        bool isPostgres = connection is NpgsqlConnection;
        _command = connection.CreateCommand();
        _command.CommandText = isPostgres ? sql.Replace('@', '$') : sql;
        for (int i = 1; i <= parameterCount; i++)
        {
            DbParameter parameter = _command.CreateParameter();
            parameter.ParameterName = isPostgres ? "" : "@" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            parameter.Value = DBNull.Value;
            _command.Parameters.Add(parameter);
        }

        if (!isPostgres)
        {
            _command.Prepare();
        }
    }

    /// <summary>Runs a statement that changes rows, and says how many.</summary>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>Runs a query; whoever asks disposes of the reader before the next run.</summary>
    public DbDataReader Query(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    /// <summary>The one number a query gives.</summary>
    public long Number(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return Convert.ToInt64(_command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _command.Dispose();
    }

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] is string text ? StoredText.Of(text) : values[i] ?? DBNull.Value;
        }
    }
}
