using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Registry.Access;

/// <summary>The people who may sign in. Nothing is kept in memory: who is removed is out with the next request, on every bridge of the
/// database.</summary>
public sealed class PersonRegistry
{
    /// <summary>Longest password that is looked at.</summary>
    public const int PasswordLengthMax = 256;

    private const int PasswordBytes = 15;
    private const int StampBytes = 16;
    private const string Columns =
        "person_name AS Name, role AS Role, password_hash AS PasswordHash, stamp AS Stamp, added_utc_ms "
            + "AS AddedUtcMs, account_id AS AccountId";

    // An unknown name costs as much time as a wrong password, so that nobody learns which names there are.
    private static readonly Lazy<string> NobodysHash = new(() => PasswordHash.OfPerson(Secret.New(PasswordBytes)));

    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>The people in a database.</summary>
    public PersonRegistry(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>A new password of 120 random bits.</summary>
    public static string NewPassword()
    {
        return Secret.New(PasswordBytes);
    }

    /// <summary>Adds somebody, who may belong to an account that is there; false when the name is taken.</summary>
    public bool TryAdd(string name, string role, string password, string? accountId = null)
    {
        using DbConnection connection = _database.Open();
        return connection.Execute(
                "INSERT INTO person (person_name, role, password_hash, stamp, added_utc_ms, account_id) "
                    + "VALUES (@name, @role, @hash, @stamp, @nowMs, @accountId) ON CONFLICT DO NOTHING",
                new
                {
                    name,
                    role,
                    hash = PasswordHash.OfPerson(password),
                    stamp = Secret.New(StampBytes),
                    nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    accountId,
                }
            ) == 1;
    }

    /// <summary>Lets somebody belong to an account that is there, or to none, within a transaction; false when there is no such
    /// person.</summary>
    public static bool TrySetAccount(DbConnection connection, string name, string? accountId)
    {
        return connection.Execute("UPDATE person SET account_id = @accountId WHERE person_name = @name", new { name, accountId }) == 1;
    }

    /// <summary>Gives somebody another password and signs all of the person's browsers out; false when there is no such person.</summary>
    public bool TrySetPassword(string name, string password)
    {
        using DbConnection connection = _database.Open();
        return connection.Execute(
            "UPDATE person SET password_hash = @hash, stamp = @stamp WHERE person_name = @name",
            new { name, hash = PasswordHash.OfPerson(password), stamp = Secret.New(StampBytes) }) == 1;
    }

    /// <summary>Removes somebody; false when there is no such person.</summary>
    public bool TryRemove(string name)
    {
        using DbConnection connection = _database.Open();
        connection.Execute("DELETE FROM sign_in_link WHERE person_name = @name", new { name });
        return connection.Execute("DELETE FROM person WHERE person_name = @name", new { name }) == 1;
    }

    /// <summary>Somebody by name; null when there is no such person.</summary>
    public Person? Find(string name)
    {
        using DbConnection connection = _database.Open();
        return connection.QueryFirstOrDefault<Person>($"SELECT {Columns} FROM person WHERE person_name = @name", new { name });
    }

    /// <summary>Whose name and password these are; null when they belong to nobody.</summary>
    public Person? FindByPassword(string name, string password)
    {
        Person? person = Person.IsName(name) ? Find(name) : null;
        bool isRight = password.Length <= PasswordLengthMax && PasswordHash.IsOf(person?.PasswordHash ?? NobodysHash.Value, password);
        return isRight ? person : null;
    }

    /// <summary>All people, by name.</summary>
    public IReadOnlyList<Person> All()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<Person>($"SELECT {Columns} FROM person ORDER BY person_name")];
    }
}
