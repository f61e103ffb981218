using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudBridge.Core.Foundation.Storage;

/// <summary>The one edge where a stored row becomes an object: what cannot be read is told with table and key, and stops nobody.</summary>
public static class StoredRows
{
    // Readers get a connection, not the database it came from.
    private static readonly ConditionalWeakTable<DbConnection, DamagedRows> Owners = [];
    private static readonly DamagedRows Unheard = new(NullLogger.Instance);

    /// <summary>Where damage that is found over a connection is told.</summary>
    public static DamagedRows DamagedOf(this DbConnection connection)
    {
        return Owners.TryGetValue(connection, out DamagedRows? damaged) ? damaged : Unheard;
    }

    /// <summary>Reads rows one by one and leaves out what cannot be read.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="table">The table, as it is told.</param>
    /// <param name="key">The result's columns that are the key, parted by spaces.</param>
    /// <param name="sql">The question.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="read">Makes the object; it must ask the connection nothing.</param>
    /// <param name="check">Throws at a part that cannot be read and that the object can do without: it is told and the object kept.</param>
    public static List<T> ReadRows<TRow, T>(
        this DbConnection connection,
        string table,
        string key,
        string sql,
        object? parameters,
        Func<TRow, T> read,
        Action<T>? check = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        DamagedRows damaged = connection.DamagedOf();
        List<T> rows = [];
        using DbDataReader reader = (DbDataReader)connection.ExecuteReader(sql, parameters);
        Func<DbDataReader, TRow> parse = reader.GetRowParser<TRow>();
        int[] columns = [.. key.Split(' ').Select(reader.GetOrdinal)];
        while (reader.Read())
        {
            string name = string.Join(' ', columns.Select(column => Convert.ToString(reader[column], CultureInfo.InvariantCulture)));
            damaged.TryRead(
                table,
                name,
                () =>
                {
                    T row = read(parse(reader));
                    rows.Add(row);
                    check?.Invoke(row);
                    return row;
                },
                out _);
        }

        return rows;
    }

    /// <summary>As the other one, for rows that are objects themselves.</summary>
    public static List<T> ReadRows<T>(
        this DbConnection connection,
        string table,
        string key,
        string sql,
        object? parameters = null,
        Action<T>? check = null)
    {
        return connection.ReadRows<T, T>(table, key, sql, parameters, row => row, check);
    }

    /// <summary>Reads what a row says; false when it cannot be read, which is then told.</summary>
    public static bool TryRead<T>(this DamagedRows damaged, string table, string key, Func<T> read, out T result)
    {
        return damaged.TryRead(table, key, read, out result, out _);
    }

    /// <summary>Reads what a row says that cannot be left out.</summary>
    /// <exception cref="DamagedRowException">It cannot be read, which is also told.</exception>
    public static T Require<T>(this DamagedRows damaged, string table, string key, Func<T> read)
    {
        ArgumentNullException.ThrowIfNull(damaged);
        return damaged.TryRead(table, key, read, out T result, out Exception? cause)
            ? result
            : throw new DamagedRowException(table, key, cause!);
    }

    internal static DbConnection Owned(DbConnection connection, DamagedRows damaged)
    {
        Owners.Add(connection, damaged);
        return connection;
    }

    private static bool TryRead<T>(
        this DamagedRows damaged,
        string table,
        string key,
        Func<T> read,
        out T result,
        out Exception? cause)
    {
        ArgumentNullException.ThrowIfNull(damaged);
        ArgumentNullException.ThrowIfNull(read);
        cause = null;
        try
        {
            result = read();
            damaged.Remove(table, key);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException && !Database.IsStorageFailure(e))
        {
            damaged.Add(table, key, e.Message.ReplaceLineEndings(" "));
            cause = e;
            result = default!;
            return false;
        }
    }
}
