using CloudBridge.Core.Foundation.Storage;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CloudBridge.Tests.Storage;

/// <summary>The database of one test: a SQLite file, or a PostgreSQL database of its own on the server that an environment variable names.</summary>
public sealed class TestDatabase : IDisposable
{
    /// <summary>Connection string of a PostgreSQL server where this user may make databases.</summary>
    public const string Variable = "CHARGEAGENT_TEST_POSTGRES";

    private readonly string? _server;

    private TestDatabase(string text, string? server)
    {
        Text = text;
        _server = server;
    }

    /// <summary>Whether tests use PostgreSQL now. Tests run one after the other.</summary>
    public static bool IsPostgres { get; set; }

    /// <summary>A file's path, or a connection string.</summary>
    public string Text { get; }

    /// <summary>Uses PostgreSQL from here on; without a server the test says aloud that it was skipped.</summary>
    public static void ChoosePostgres()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
        {
            Assert.Inconclusive($"SKIPPED on PostgreSQL: environment variable {Variable} names no server.");
        }

        IsPostgres = true;
    }

    /// <summary>A new, empty database.</summary>
    public static TestDatabase Create(string path)
    {
        if (!IsPostgres)
        {
            return new TestDatabase(path, null);
        }

        string server = Environment.GetEnvironmentVariable(Variable)!;
        string name = "test_" + Guid.NewGuid().ToString("N");
        using (NpgsqlConnection connection = new(server))
        {
            connection.Execute($"CREATE DATABASE {name}");
        }

        return new TestDatabase(new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString, server);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_server == null)
        {
            SqliteConnection.ClearAllPools();
            return;
        }

        NpgsqlConnection.ClearAllPools();
        using NpgsqlConnection connection = new(_server);
        connection.Execute($"DROP DATABASE {new NpgsqlConnectionStringBuilder(Text).Database} WITH (FORCE)");
    }
}
