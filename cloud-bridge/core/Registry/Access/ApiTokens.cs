using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Registry.Access;

/// <summary>Tokens of programs that use the API. Only their hashes are kept; a token that is revoked opens nothing from the next request
/// on.</summary>
public sealed class ApiTokens
{
    /// <summary>What every token begins with, so that one in the wrong place is recognised.</summary>
    public const string Start = "ca_";

    private const int TokenBytes = 32;
    private const int LengthMax = 100;
    private const string Columns = "token_name AS Name, role AS Role, added_utc_ms AS AddedUtcMs";

    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>The tokens in a database.</summary>
    public ApiTokens(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>Makes a token, which is not stored and cannot be shown again; null when the name is taken.</summary>
    public string? Add(string name, string role)
    {
        string token = Start + Secret.New(TokenBytes);
        using DbConnection connection = _database.Open();
        int added = connection.Execute(
            "INSERT INTO api_token (token_name, token_hash, role, added_utc_ms) VALUES (@name, @hash, @role, @nowMs) "
                + "ON CONFLICT DO NOTHING",
            new { name, hash = Secret.HashOf(token), role, nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds() });
        return added == 1 ? token : null;
    }

    /// <summary>Whose token it is; null when it is nobody's, or was revoked.</summary>
    public ApiToken? Find(string token)
    {
        if (token.Length > LengthMax || !token.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }

        using DbConnection connection = _database.Open();
        return connection.QueryFirstOrDefault<ApiToken>(
            $"SELECT {Columns} FROM api_token WHERE token_hash = @hash",
            new { hash = Secret.HashOf(token) });
    }

    /// <summary>Revokes a token; false when there is none of that name.</summary>
    public bool TryRevoke(string name)
    {
        using DbConnection connection = _database.Open();
        return connection.Execute("DELETE FROM api_token WHERE token_name = @name", new { name }) == 1;
    }

    /// <summary>All tokens, by name.</summary>
    public IReadOnlyList<ApiToken> All()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<ApiToken>($"SELECT {Columns} FROM api_token ORDER BY token_name")];
    }
}

/// <summary>A token of a program, without the token itself.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Role">One of <see cref="Access.Role"/>.</param>
/// <param name="AddedUtcMs">When made, unix ms.</param>
public sealed record ApiToken(string Name, string Role, long AddedUtcMs);
