using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Registry.Access;

/// <summary>Links that sign somebody in, each once and for a short time: for a first look, or a lost password.</summary>
public sealed class SignInLinks
{
    /// <summary>What every link begins with.</summary>
    public const string Path = "/sign-in/once/";

    /// <summary>How long a link can be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const int TokenBytes = 24;

    private readonly Database _database;
    private readonly PersonRegistry _people;
    private readonly TimeProvider _clock;

    /// <summary>The links in a database.</summary>
    public SignInLinks(Database database, PersonRegistry people, TimeProvider clock)
    {
        _database = database;
        _people = people;
        _clock = clock;
    }

    /// <summary>Makes the path of a link; null when there is no such person. Old ones that nobody used are dropped.</summary>
    public string? Create(string personName)
    {
        if (_people.Find(personName) == null)
        {
            return null;
        }

        long nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        string token = Secret.New(TokenBytes);
        using DbConnection connection = _database.Open();
        connection.Execute("DELETE FROM sign_in_link WHERE expires_utc_ms <= @nowMs", new { nowMs });
        connection.Execute(
            "INSERT INTO sign_in_link (token_hash, person_name, expires_utc_ms) VALUES (@hash, @personName, @expiresMs)",
            new { hash = Secret.HashOf(token), personName, expiresMs = nowMs + (long)Lifetime.TotalMilliseconds });
        return Path + token;
    }

    /// <summary>Uses a link up; null when it is none, was used before, or is too old.</summary>
    public Person? Use(string token)
    {
        string hash = Secret.HashOf(token);
        long nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        using DbConnection connection = _database.Open();
        string? personName = connection.QueryFirstOrDefault<string>(
            "SELECT person_name FROM sign_in_link WHERE token_hash = @hash AND expires_utc_ms > @nowMs", new { hash, nowMs });
        // Of two that come at the same time the delete succeeds for one.
        bool isFirst = connection.Execute("DELETE FROM sign_in_link WHERE token_hash = @hash", new { hash }) == 1;
        return isFirst && personName != null ? _people.Find(personName) : null;
    }
}
