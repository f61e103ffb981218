using System.Data;
using System.Data.Common;
using CloudBridge.Core.Foundation.Settings;
using DbUp;
using DbUp.Engine;
using Npgsql;

namespace CloudBridge.Core.Foundation.Storage;

/// <summary>
/// PostgreSQL, for several bridges at once. Whoever writes bills holds one lock of the schema until its commit, because gapless numbers let
/// only one issue at a time anyway; the unique keys would refuse a second bill even without it.
/// </summary>
internal sealed class PostgresEngine : IDatabaseEngine
{
    private const string LockKey = "hashtextextended('chargeagent.' || current_schema(), 0)";

    // A bridge that hangs with the lock in its hand loses it, and its transaction, after this time.
    private const string BeginSql = $"""
        BEGIN; SET LOCAL lock_timeout = '25s'; SET LOCAL idle_in_transaction_session_timeout = '20s';
        SELECT pg_advisory_xact_lock({LockKey})
        """;

    private readonly NpgsqlConnectionStringBuilder _settings;

    public PostgresEngine(string connectionString)
    {
        _settings = Read(connectionString);
    }

    public string Name => $"PostgreSQL {_settings.Database} at {_settings.Host}:{_settings.Port}";

    /// <summary>Whether a --database text means PostgreSQL rather than a file.</summary>
    public static bool IsMeant(string text)
    {
        return text.StartsWith("postgres:", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("postgresql:", StringComparison.OrdinalIgnoreCase)
            || text.Split(';')
                .Any(part =>
                    part.Split('=')[0].Trim().ToUpperInvariant() is "HOST" or "SERVER" && part.Contains('=', StringComparison.Ordinal));
    }

    /// <summary>The connection string with what the bridge asks for.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            NpgsqlConnectionStringBuilder settings = new(connectionString) { ApplicationName = "chargeagent-bridge", TcpKeepAlive = true };
            settings.MaxAutoPrepare = settings.MaxAutoPrepare == 0 ? 64 : settings.MaxAutoPrepare;
            return string.IsNullOrEmpty(settings.Host) || string.IsNullOrEmpty(settings.Database)
                ? throw new ArgumentException("Host or Database is missing")
                : settings;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The text itself may hold a password and is not repeated.
            throw new RefusedException(
                $"Database is no PostgreSQL connection string ({e.Message.ReplaceLineEndings(" ")}): give "
                    + $"\"Host=HOST;Database=NAME;Username=NAME\", and the password as environment variable PGPASSWORD",
                e);
        }
    }

    public DbConnection Open()
    {
        NpgsqlConnection connection = new(_settings.ConnectionString);
        connection.Open();
        return connection;
    }

    public void Migrate()
    {
        try
        {
            using DbConnection connection = Open();
            RequireDurability(connection);
            // Bridges that start together must not both make the tables.
            Database.Run(connection, $"SELECT pg_advisory_lock({LockKey})");
            string schema = Database.Text(connection, "SELECT current_schema()");
            DatabaseUpgradeResult result = Migrations.Upgrade(
                DeployChanges.To.PostgresqlDatabase(_settings.ConnectionString).JournalToPostgresqlTable(schema, "schemaversions"),
                "postgres");
            Database.Run(connection, $"SELECT pg_advisory_unlock({LockKey})");
            if (!result.Successful)
            {
                throw Refusal(result.Error);
            }
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException)
        {
            throw Refusal(e);
        }
    }

    /// <summary>Starts a transaction of a writer, on a new connection if the one before broke.</summary>
    public static void BeginWrite(NpgsqlConnection connection)
    {
        if (connection.State != ConnectionState.Open)
        {
            connection.Close();
            connection.Open();
        }

        Database.Run(connection, BeginSql);
    }

    /// <summary>Undoes a transaction; a broken connection has done so itself.</summary>
    public static void Rollback(NpgsqlConnection connection)
    {
        if (connection.State == ConnectionState.Open)
        {
            Database.Run(connection, "ROLLBACK");
        }
    }

    /// <summary>Whether the database itself failed, rather than refused a row: classes 22, 23 and P0 of SQLSTATE are about the
    /// row.</summary>
    public static bool IsStorageFailure(NpgsqlException cause)
    {
        return cause is not PostgresException { SqlState: var state }
            || !(
                state.StartsWith("22", StringComparison.Ordinal)
                || state.StartsWith("23", StringComparison.Ordinal)
                || state.StartsWith("P0", StringComparison.Ordinal));
    }

    private void RequireDurability(DbConnection connection)
    {
        foreach (string setting in new[] { "fsync", "synchronous_commit", "full_page_writes" })
        {
            if (Database.Text(connection, $"SHOW {setting}") == "off")
            {
                throw new RefusedException(
                    $"Database {Name} has {setting} = off and may lose bills that chargers were told are "
                        + $"safe: set it on in postgresql.conf");
            }
        }
    }

    private RefusedException Refusal(Exception cause)
    {
        string what = (cause as PostgresException)?.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                "does not let this user in: look at Username, and give the password as environment variable PGPASSWORD",
            PostgresErrorCodes.InvalidCatalogName => "is not there: make it with createdb",
            PostgresErrorCodes.InsufficientPrivilege => $"cannot be written by {_settings.Username}: make that user its owner",
            _ => "cannot be used: " + cause.Message.ReplaceLineEndings(" "),
        };
        return new RefusedException($"Database {Name} {what}", cause);
    }
}
