using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Registry.Chargers;

/// <summary>
/// Numbers of what is sent to chargers, so that whoever has heard a message cannot send it again later. For each charger they only count
/// up, whichever bridge asks and however its clock stands; they begin at the time, so that they do also where an older database was put
/// back.
/// </summary>
public sealed class SentNumbers
{
    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>In a database.</summary>
    public SentNumbers(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>The next number for a charger, kept before it is used.</summary>
    public long Next(string chargerId)
    {
        return _database.Write(connection => connection.ExecuteScalar<long>(
            """
            INSERT INTO charger_sent_number (charger_id, number) VALUES (@chargerId, @nowMs)
            ON CONFLICT (charger_id) DO UPDATE SET number =
                CASE WHEN charger_sent_number.number >= excluded.number THEN charger_sent_number.number + 1 ELSE excluded.number END
            RETURNING number
            """,
            new { chargerId, nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds() }));
    }
}
