using System.Data.Common;
using System.Globalization;
using System.Security.Claims;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Registry.Access;

/// <summary>
/// The sessions of people who are signed in, on every bridge of the database. A session stands in its cookie, with an id and its beginning;
/// the database keeps only those that were signed out before their end, so that a copied cookie is dead with the next request.
/// </summary>
public sealed class SignInSessions
{
    /// <summary>How long a session lasts at most, however often it is used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private const string IdClaim = "session";
    private const string BeganClaim = "session-began";
    private const int IdBytes = 16;

    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>The sessions of a database.</summary>
    public SignInSessions(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>Begins a session of somebody.</summary>
    public void Begin(ClaimsPrincipal person)
    {
        ArgumentNullException.ThrowIfNull(person);
        ((ClaimsIdentity)person.Identity!).AddClaims(
        [
            new Claim(IdClaim, Secret.New(IdBytes)),
            new Claim(BeganClaim, NowMs().ToString(CultureInfo.InvariantCulture)),
        ]);
    }

    /// <summary>Whether a session may go on: it is one, is not too old, was not signed out, and its person is there as when it
    /// began.</summary>
    public bool IsAlive(ClaimsPrincipal person)
    {
        ArgumentNullException.ThrowIfNull(person);
        string? id = person.FindFirstValue(IdClaim);
        if (id == null || EndOf(person) <= NowMs())
        {
            return false;
        }

        using DbConnection connection = _database.Open();
        if (ProviderClaims.IsFromProvider(person))
        {
            return connection.ExecuteScalar<long>("SELECT COUNT(*) FROM signed_out WHERE session_id = @id", new { id }) == 0;
        }

        // One question for both: every request asks it.
        (string Role, string Stamp) known = connection.QueryFirstOrDefault<(string, string)>(
            """
            SELECT role, stamp FROM person
            WHERE person_name = @name AND NOT EXISTS (SELECT 1 FROM signed_out WHERE session_id = @id)
            """,
            new { name = person.Identity?.Name, id });
        return known.Stamp != null && known.Stamp == person.FindFirstValue(Person.StampClaim) && person.IsInRole(known.Role);
    }

    /// <summary>Ends a session for every copy of its cookie, and drops what is of no use any more.</summary>
    public void End(ClaimsPrincipal person)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (person.FindFirstValue(IdClaim) is not string id)
        {
            return;
        }

        using DbConnection connection = _database.Open();
        connection.Execute("DELETE FROM signed_out WHERE ends_utc_ms <= @nowMs", new { nowMs = NowMs() });
        connection.Execute(
            "INSERT INTO signed_out (session_id, ends_utc_ms) VALUES (@id, @endMs) ON CONFLICT DO NOTHING",
            new { id, endMs = EndOf(person) });
    }

    private static long EndOf(ClaimsPrincipal person)
    {
        return long.TryParse(person.FindFirstValue(BeganClaim), CultureInfo.InvariantCulture, out long beganMs)
            ? beganMs + (long)Longest.TotalMilliseconds
            : 0;
    }

    private long NowMs()
    {
        return _clock.GetUtcNow().ToUnixTimeMilliseconds();
    }
}
