using System.Data.Common;
using System.Text;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Registry.Chargers;
using Dapper;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Billing.Corrections;

/// <summary>The charger's record of a billed session, as it is stored.</summary>
internal sealed class BilledRecord
{
    private const string Select = """
        SELECT s.charger_id AS ChargerId, s.session_number AS Number, s.message AS Message, s.received_utc_ms AS ReceivedUtcMs,
               d.decision AS Decision
        FROM charging_session s LEFT JOIN held_decision d ON d.charger_id = s.charger_id AND d.sequence = s.sequence
        WHERE s.session_id = @sessionId AND s.hold_reason IS NULL
        """;

    public string ChargerId { get; set; } = "";

    public long Number { get; set; }

    public string Message { get; set; } = "";

    public long ReceivedUtcMs { get; set; }

    /// <summary>Which of two amounts was decided for; null where nobody had to decide.</summary>
    public string? Decision { get; set; }

    /// <summary>The record of a session; null when it is not there.</summary>
    public static BilledRecord? Find(DbConnection connection, string sessionId)
    {
        return connection.QueryFirstOrDefault<BilledRecord>(Select, new { sessionId });
    }

    /// <summary>The record in the program's terms; null when it is not the one that its charger proved.</summary>
    public DurableRecord? Decode(RegisteredCharger charger)
    {
        DurableRecord? record = RecordDecoder.Decode(
            new ChargerMessage(ChargerId, Topic.Session, Encoding.UTF8.GetBytes(Message), ReceivedUtcMs),
            out _,
            out _);
        return record != null && charger.HasProved(record) ? record : null;
    }
}
