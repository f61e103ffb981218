using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace Hardware.Bench.Replay;

/// <summary>Accounts for a replay: each station is an account of its own from ever on, by the station's name and in its time
/// zone.</summary>
public static class StationAccounts
{
    /// <summary>Adds them, before the first session comes.</summary>
    public static void Add(Database database, IEnumerable<string> stationIds, string zoneName)
    {
        ArgumentNullException.ThrowIfNull(database);
        using DbConnection connection = database.Open();
        foreach (string stationId in stationIds)
        {
            connection.Execute(
                """
                INSERT INTO account (account_id, name, email, address, vat_number, time_zone, added_utc_ms)
                    VALUES (@stationId, @name, '', '', '', @zoneName, 0) ON CONFLICT DO NOTHING;
                INSERT INTO account_charger (charger_id, from_utc_ms, account_id) VALUES (@stationId, 0, @stationId) ON CONFLICT DO NOTHING
                """,
                new { stationId, name = $"Station {stationId}", zoneName });
        }
    }
}
