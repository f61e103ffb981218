using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using Dapper;

namespace CloudBridge.HomeAssistant;

/// <summary>Who may read an account's chargers over MQTT. A user's name begins with what no charger's id can hold, so neither can be taken
/// for the other.</summary>
public sealed class HomeCredentials
{
    /// <summary>What every such user and client id begins with.</summary>
    public const string Start = "home@";

    private const int PasswordBytes = 24;
    private const string Columns = "home_name AS Name, account_id AS AccountId, password_hash AS PasswordHash";

    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>Those in a database.</summary>
    public HomeCredentials(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>Whether a text can be a home's name: 1 to 32 of a-z 0-9 . _ -.</summary>
    public static bool IsName(string name)
    {
        return name.Length is >= 1 and <= 32 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-');
    }

    /// <summary>Adds one and gives its password, which is not stored and cannot be shown again; null when the name is taken.</summary>
    public string? Add(string name, string accountId)
    {
        string password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PasswordBytes));
        using DbConnection connection = _database.Open();
        int added = connection.Execute(
            "INSERT INTO home (home_name, account_id, password_hash, added_utc_ms) VALUES (@name, @accountId, @hash, @nowMs) "
                + "ON CONFLICT DO NOTHING",
            new { name, accountId, hash = PasswordHash.Of(password), nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds() });
        return added == 1 ? password : null;
    }

    /// <summary>Removes one; false when there is none of that name.</summary>
    public bool TryRemove(string name)
    {
        using DbConnection connection = _database.Open();
        return connection.Execute("DELETE FROM home WHERE home_name = @name", new { name }) == 1;
    }

    /// <summary>The home of a user name.</summary>
    public Home? Find(string user)
    {
        using DbConnection connection = _database.Open();
        return user.StartsWith(Start, StringComparison.Ordinal)
            ? connection.QueryFirstOrDefault<Home>(
                $"SELECT {Columns} FROM home WHERE home_name = @name",
                new { name = user[Start.Length..] })
            : null;
    }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<Home> All()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<Home>($"SELECT {Columns} FROM home ORDER BY home_name")];
    }
}

/// <summary>A reader of one account's chargers.</summary>
public sealed record Home
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The account.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>Salted hash of its password.</summary>
    public string PasswordHash { get; init; } = "";

    /// <summary>User name and client id at a broker.</summary>
    public string User => HomeCredentials.Start + Name;
}
