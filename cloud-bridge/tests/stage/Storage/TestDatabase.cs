using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CloudBridge.Tests.Stage.Storage;

/// <summary>The database of one test: a SQLite file, or a PostgreSQL database that nobody else uses meanwhile. Its tables are copied from a
/// template that is made once a run.</summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly AsyncLocal<bool> IsPostgresHere = new();
    private static readonly Lazy<byte[]> SqliteTemplate = new(MakeSqliteTemplate);
    private static readonly Lazy<string> PostgresTemplate = new(MakePostgresTemplate);

    private readonly string? _server;
    private readonly bool _hasTables;

    private TestDatabase(string text, string? server, bool hasTables)
    {
        Text = text;
        _server = server;
        _hasTables = hasTables;
    }

    /// <summary>Whether the test that asks uses PostgreSQL; others run beside it.</summary>
    public static bool IsPostgres
    {
        get => IsPostgresHere.Value;
        set => IsPostgresHere.Value = value;
    }

    /// <summary>A file's path, or a connection string.</summary>
    public string Text { get; }

    /// <summary>Uses PostgreSQL from here on; without a server the test says aloud that it was skipped.</summary>
    public static void ChoosePostgres()
    {
        if (ThrowAwayPostgres.ConnectionString == null)
        {
            Assert.Inconclusive(
                $"SKIPPED on PostgreSQL: it is not installed on this machine, and environment variable "
                    + $"{ThrowAwayPostgres.Variable} names no server.");
        }

        IsPostgres = true;
    }

    /// <summary>A new database with the bridge's tables and nothing in them, or without tables.</summary>
    public static TestDatabase Create(string path, bool hasTables = true)
    {
        if (IsPostgres)
        {
            string server = ThrowAwayPostgres.ConnectionString!;
            string text =
                hasTables && EmptiedPostgres.Take() is { } emptied
                    ? emptied
                    : MakePostgres(server, hasTables ? $" TEMPLATE {PostgresTemplate.Value}" : "");
            return new TestDatabase(text, server, hasTables);
        }

        if (hasTables)
        {
            File.WriteAllBytes(path, SqliteTemplate.Value);
        }

        return new TestDatabase(path, null, hasTables);
    }

    /// <summary>Closes the idle connections to a database, so that nobody holds it open; those of other tests stay.</summary>
    public static void CloseIdle(string text)
    {
        using DbConnection connection = new Database(text).Open();
        if (connection is NpgsqlConnection postgres)
        {
            NpgsqlConnection.ClearPool(postgres);
        }
        else
        {
            SqliteConnection.ClearPool((SqliteConnection)connection);
        }
    }

    /// <summary>Removes what is left on a server that goes on after the run.</summary>
    public static void RemoveTemplates()
    {
        while (EmptiedPostgres.Take() is { } text)
        {
            Drop(ThrowAwayPostgres.ConnectionString!, text);
        }

        if (PostgresTemplate.IsValueCreated)
        {
            using NpgsqlConnection connection = new(ThrowAwayPostgres.ConnectionString);
            connection.Execute($"DROP DATABASE {PostgresTemplate.Value} WITH (FORCE)");
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_server == null)
        {
            CloseIdle(Text);
        }
        else if (!_hasTables || !EmptiedPostgres.TryKeep(Text))
        {
            CloseIdle(Text);
            Drop(_server, Text);
        }
    }

    private static void Drop(string server, string text)
    {
        using NpgsqlConnection connection = new(server);
        connection.Execute($"DROP DATABASE {new NpgsqlConnectionStringBuilder(text).Database} WITH (FORCE)");
    }

    private static byte[] MakeSqliteTemplate()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("chargeagent-");
        string path = Path.Combine(directory.FullName, "template.db");
        new Database(path).Migrate();
        // The last connection that closes moves the log into the file.
        CloseIdle(path);
        byte[] template = File.ReadAllBytes(path);
        directory.Delete(true);
        return template;
    }

    private static string MakePostgresTemplate()
    {
        string text = MakePostgres(ThrowAwayPostgres.ConnectionString!, "");
        new Database(text).Migrate();
        EmptiedPostgres.Learn(text);
        CloseIdle(text);
        return new NpgsqlConnectionStringBuilder(text).Database!;
    }

    private static string MakePostgres(string server, string template)
    {
        string name = "test_" + Guid.NewGuid().ToString("N");
        using NpgsqlConnection connection = new(server);
        connection.Execute($"CREATE DATABASE {name}{template}");
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }
}
