using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Tests.Stage.Storage;

/// <summary>
/// PostgreSQL databases that a test is done with, as empty as they were at its beginning, for the next test. A bridge opens a dozen
/// connections, each of which is a process of the server and costs more than most tests; those to an emptied database are open already.
/// Whatever is not beyond doubt as it was is not kept.
/// </summary>
internal static class EmptiedPostgres
{
    // Whatever changes tables, triggers, indices or settings leaves a row of the catalogue, with the number of the transaction that wrote
    // it. What was migrated is not emptied, and must not have changed either.
    private const string ShapeSql = """
        SELECT concat_ws(' ',
            (SELECT concat(COUNT(*), '/', MAX(xmin::text::bigint)) FROM pg_class),
            (SELECT concat(COUNT(*), '/', MAX(xmin::text::bigint)) FROM pg_attribute),
            (SELECT concat(COUNT(*), '/', MAX(xmin::text::bigint)) FROM pg_index),
            (SELECT concat(COUNT(*), '/', MAX(xmin::text::bigint)) FROM pg_constraint),
            (SELECT concat(COUNT(*), '/', MAX(xmin::text::bigint)) FROM pg_trigger),
            (SELECT concat(COUNT(*), '/', MAX(xmin::text::bigint)) FROM pg_proc),
            (SELECT concat(COUNT(*), '/', MAX(xmin::text::bigint)) FROM pg_namespace),
            (SELECT concat(COUNT(*), '/', MAX(xmin::text::bigint)) FROM schemaversions),
            (SELECT COUNT(*) FROM pg_db_role_setting WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())))
        """;

    // Nobody is still at work in it, no lock outlives its owner, and no connection of the pool was cut by the server.
    private const string IsLeftAloneSql = """
        SELECT NOT EXISTS (SELECT FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND state IS DISTINCT FROM 'idle')
            AND NOT EXISTS (SELECT FROM pg_locks
                WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
            AND (SELECT sessions_killed + sessions_fatal = 0 FROM pg_stat_database WHERE datname = current_database())
        """;

    private const string TablesSql = """
        SELECT oid::regclass::text FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> 'schemaversions'
        """;

    // As on a standby: no trigger that keeps a bill as it is, and no foreign key, is asked.
    private const string BeginSql = "BEGIN; SET LOCAL lock_timeout = '1s'; SET LOCAL session_replication_role = replica;";

    private static readonly ConcurrentStack<string> Kept = [];
    private static string? _shape;
    private static string _emptySql = "";

    /// <summary>Remembers how a database looks that has tables and nothing in them but what migrations put there.</summary>
    public static void Learn(string text)
    {
        using DbConnection connection = new Database(text).Open();
        StringBuilder sql = new(BeginSql);
        foreach (string table in connection.Query<string>(TablesSql))
        {
            sql.Append(CultureInfo.InvariantCulture, $" DELETE FROM {table};");
            if (connection.ExecuteScalar<string?>($"SELECT json_agg(kept) FROM {table} kept") is { } rows)
            {
                string literal = rows.Replace("'", "''", StringComparison.Ordinal);
                sql.Append(
                    CultureInfo.InvariantCulture,
                    $" INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, '{literal}');");
            }
        }

        _emptySql = sql.Append(" COMMIT").ToString();
        _shape = connection.ExecuteScalar<string>(ShapeSql);
    }

    /// <summary>An empty database with open connections, where there is one.</summary>
    public static string? Take()
    {
        return Kept.TryPop(out string? text) ? text : null;
    }

    /// <summary>Empties a database and keeps it for the next test; false where it must not be used again.</summary>
    public static bool TryKeep(string text)
    {
        if (!TryEmpty(text))
        {
            return false;
        }

        Kept.Push(text);
        return true;
    }

    /// <summary>Makes a database as it was at first; false where it cannot be.</summary>
    public static bool TryEmpty(string text)
    {
        try
        {
            using DbConnection connection = new Database(text).Open();
            if (connection.ExecuteScalar<string>(ShapeSql) != _shape || !connection.ExecuteScalar<bool>(IsLeftAloneSql))
            {
                return false;
            }

            connection.Execute(_emptySql);
            return true;
        }
        catch (DbException)
        {
            // A user who is no superuser may not empty it, and somebody may still hold a lock.
            return false;
        }
    }
}
