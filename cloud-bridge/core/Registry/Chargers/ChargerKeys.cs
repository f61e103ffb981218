using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Access;
using Dapper;

namespace CloudBridge.Core.Registry.Chargers;

/// <summary>
/// Takes keys from chargers and gives them new ones. Bridges that run look at <see cref="ChangesAfter"/> and follow within a second,
/// whichever process did it.
/// </summary>
public sealed class ChargerKeys
{
    /// <summary>The longest reason, in characters.</summary>
    public const int ReasonMax = 200;

    // With the newest a charger may have four.
    private const int FormerInUseMax = 3;

    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>In a database.</summary>
    public ChargerKeys(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>A reason as it is kept: without what stands around it, and not too long.</summary>
    public static string ReasonOf(string? typed)
    {
        return OutsideText.Of((typed ?? "").Trim(), ReasonMax);
    }

    /// <summary>Ends all keys of a charger at once; false when nobody has added it, or they are revoked already. What it proved before
    /// stays proved.</summary>
    public bool TryRevoke(string chargerId, string by, string reason)
    {
        return _database.Write(connection =>
        {
            long nowMs = NowUtcMs;
            bool isDone = connection.Execute(
                "UPDATE charger SET revoked_utc_ms = @nowMs WHERE charger_id = @chargerId AND revoked_utc_ms IS NULL",
                new { chargerId, nowMs }) == 1;
            if (isDone)
            {
                EndFormer(connection, chargerId, nowMs, long.MaxValue);
                Note(connection, chargerId, ChargerKeyEvent.Revoked, by, reason);
            }

            return isDone;
        });
    }

    /// <summary>Gives a charger a new key and password; null when nobody has added it. The old ones stay good until it has used the new, or
    /// end at once. One whose keys were revoked may send again, with the new ones alone.</summary>
    public ChargerSecrets? Renew(string chargerId, bool isAtOnce, string by, string reason)
    {
        ChargerSecrets secrets = ChargerSecrets.New();
        string passwordHash = PasswordHash.Of(secrets.Password);
        bool isDone = _database.Write(connection =>
        {
            Row? row = connection.QueryFirstOrDefault<Row>(
                "SELECT key_number AS Number, revoked_utc_ms AS RevokedUtcMs FROM charger WHERE charger_id = @chargerId",
                new { chargerId });
            if (row == null)
            {
                return false;
            }

            bool isEnded = isAtOnce || row.RevokedUtcMs != null;
            connection.Execute(
                """
                INSERT INTO charger_former_key (charger_id, key_number, device_key, password_hash)
                SELECT charger_id, key_number, device_key, password_hash FROM charger WHERE charger_id = @chargerId
                """,
                new { chargerId });
            // Whoever is renewed again and again before the charger has used any must not leave it more codes than it reads.
            EndFormer(connection, chargerId, row.RevokedUtcMs ?? NowUtcMs, isEnded ? row.Number : row.Number - FormerInUseMax);
            connection.Execute(
                """
                UPDATE charger SET device_key = @key, password_hash = @passwordHash, key_number = key_number + 1, revoked_utc_ms = NULL
                WHERE charger_id = @chargerId
                """,
                new { chargerId, key = Convert.ToHexStringLower(secrets.DeviceKey), passwordHash });
            Note(connection, chargerId, isEnded ? ChargerKeyEvent.Replaced : ChargerKeyEvent.Renewed, by, reason);
            return true;
        });
        return isDone ? secrets : null;
    }

    /// <summary>The charger has come with its newest password, of this hash: the former ones let nobody in any more, unless there is one
    /// newer by now.</summary>
    public void EndFormerPasswords(string chargerId, string acceptedHash)
    {
        _database.Write(connection =>
        {
            int ended = connection.Execute(
                """
                UPDATE charger_former_key SET password_hash = NULL WHERE charger_id = @chargerId AND password_hash IS NOT NULL
                AND EXISTS (SELECT 1 FROM charger WHERE charger_id = @chargerId AND password_hash = @acceptedHash)
                """,
                new { chargerId, acceptedHash });
            if (ended > 0)
            {
                Note(connection, chargerId, ChargerKeyEvent.PasswordUsed, "", "");
            }

            return ended;
        });
    }

    /// <summary>Of which chargers something was done about keys after a number, and the number of the last of it.</summary>
    public (long Number, IReadOnlyList<string> ChargerIds) ChangesAfter(long number)
    {
        using DbConnection connection = _database.Open();
        (long Number, string ChargerId)[] changes =
        [
            .. connection.Query<(long, string)>(
                "SELECT MAX(event_id), charger_id FROM charger_key_event WHERE event_id > @number GROUP BY charger_id",
                new { number }),
        ];
        return (changes.Select(change => change.Number).Append(number).Max(), [.. changes.Select(change => change.ChargerId)]);
    }

    /// <summary>What was done about a charger's keys, the newest first, at most some.</summary>
    public IReadOnlyList<ChargerKeyEvent> EventsOf(string chargerId, int countMax)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<ChargerKeyEvent>(
                """
                SELECT at_utc_ms AS AtUtcMs, event AS Event, by_name AS By, reason AS Reason FROM charger_key_event
                WHERE charger_id = @chargerId ORDER BY event_id DESC LIMIT @countMax
                """,
                new { chargerId, countMax }),
        ];
    }

    private long NowUtcMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    // Up to a number of a key.
    private static void EndFormer(DbConnection connection, string chargerId, long endedUtcMs, long lastNumber)
    {
        connection.Execute(
            """
            UPDATE charger_former_key SET ended_utc_ms = @endedUtcMs
            WHERE charger_id = @chargerId AND ended_utc_ms IS NULL AND key_number <= @lastNumber
            """,
            new { chargerId, endedUtcMs, lastNumber });
    }

    private void Note(DbConnection connection, string chargerId, string what, string by, string reason)
    {
        connection.Execute(
            """
            INSERT INTO charger_key_event (event_id, charger_id, at_utc_ms, event, by_name, reason)
            SELECT COALESCE(MAX(event_id), 0) + 1, @chargerId, @NowUtcMs, @what, @by, @reason FROM charger_key_event
            """,
            new { chargerId, NowUtcMs, what, by, reason });
    }

    private sealed record Row
    {
        public long Number { get; init; }

        public long? RevokedUtcMs { get; init; }
    }
}
