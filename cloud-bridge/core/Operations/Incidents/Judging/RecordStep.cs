using System.Data.Common;
using CloudBridge.Core.Contract;
using Dapper;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>What the bridge itself alerts about: held sessions, quarantine, and records that do not follow each other.</summary>
internal sealed class RecordStep
{
    private const string GapCause = "gap";

    // Quarantine that was emptied, and missing records and changed settings that somebody has taken note of: they have no other end.
    private const string Over = """
        FROM incident i WHERE i.cleared_utc_ms IS NULL AND (
            (i.kind = 'MessagesQuarantined' AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.charger_id = i.charger_id))
            OR (i.kind IN ('RecordsMissing', 'SettingChanged') AND i.acknowledged_by IS NOT NULL))
        """;

    private readonly JudgePass _pass;

    public RecordStep(JudgePass pass)
    {
        _pass = pass;
    }

    /// <summary>Whether an incident is over without an alert that says so.</summary>
    public static bool IsAnyOver(DbConnection connection)
    {
        return connection.ExecuteScalar<long>($"SELECT COUNT(*) {Over}") > 0;
    }

    /// <summary>Clears them, at most so many.</summary>
    public static void ClearOver(DbConnection connection, long nowUtcMs, int count)
    {
        foreach (
            Incident incident in connection
                .Query<Incident>($"SELECT {IncidentLog.Columns} {Over} ORDER BY incident_id LIMIT @count", new { count })
                .ToList())
        {
            IncidentLog.Clear(connection, incident, nowUtcMs);
        }
    }

    /// <summary>Takes an alert of the bridge.</summary>
    public void Take(WaitingAlert alert)
    {
        switch (alert.Code)
        {
            case BridgeAlertCode.SessionHeld:
                TakeHeld(alert);
                break;
            case BridgeAlertCode.Quarantined:
                Raise(alert, IncidentKind.MessagesQuarantined, "");
                break;
            case BridgeAlertCode.SequenceGap:
                TakeGap(alert);
                break;
            case BridgeAlertCode.ChainBroken:
                Raise(alert, IncidentKind.RecordsMissing, "chain");
                break;
            case BridgeAlertCode.EnergyMissing:
                Raise(alert, IncidentKind.RecordsMissing, "energy");
                break;
        }
    }

    private void TakeHeld(WaitingAlert alert)
    {
        (string SessionId, string? Reason) session = _pass.Connection.QueryFirstOrDefault<(string, string?)>(
            "SELECT session_id, hold_reason FROM charging_session WHERE charger_id = @ChargerId AND sequence = @Sequence",
            new { alert.ChargerId, alert.Sequence });
        if (session.SessionId == null)
        {
            return;
        }

        IncidentKey key = new(IncidentKind.SessionHeld, IncidentSubject.Session(session.SessionId));
        if (!alert.IsRaised)
        {
            if (IncidentLog.FindOpen(_pass.Connection, key) is { } open)
            {
                IncidentLog.Clear(_pass.Connection, open, Math.Max(alert.ReceivedUtcMs, open.RaisedUtcMs));
            }
        }
        else if (session.Reason != null)
        {
            IncidentFacts facts = new() { SessionId = session.SessionId, Detail = alert.Detail };
            IncidentLog.Raise(_pass.Connection, key, alert.Severity, PartyOf(alert), alert.ReceivedUtcMs, facts);
        }
    }

    private void TakeGap(WaitingAlert alert)
    {
        bool isOpen = alert.IsRaised && !IsClosed(alert.AlertKey);
        if (isOpen)
        {
            Raise(alert, IncidentKind.RecordsMissing, GapCause);
        }
        else if (
            !alert.IsRaised
            && IncidentLog.FindOpen(_pass.Connection, KeyOf(alert, IncidentKind.RecordsMissing, GapCause)) is { } open
            && !HasGap(alert.ChargerId))
        {
            IncidentLog.Clear(_pass.Connection, open, Math.Max(alert.ReceivedUtcMs, open.RaisedUtcMs));
        }
    }

    private bool IsClosed(string alertKey)
    {
        return _pass.Connection.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM alert WHERE alert_key = @cleared",
                new { cleared = alertKey + "/cleared" }
            ) > 0;
    }

    private bool HasGap(string chargerId)
    {
        return _pass.Connection.ExecuteScalar<long>(
            """
            SELECT COUNT(*) FROM alert a WHERE a.charger_id = @chargerId AND a.code = 'SequenceGap' AND a.is_raised = 1
                AND NOT EXISTS (SELECT 1 FROM alert b WHERE b.alert_key = a.alert_key || '/cleared')
            """,
            new { chargerId }) > 0;
    }

    private void Raise(WaitingAlert alert, string kind, string cause)
    {
        IncidentLog.Raise(
            _pass.Connection,
            KeyOf(alert, kind, cause),
            alert.Severity,
            PartyOf(alert),
            alert.ReceivedUtcMs,
            new IncidentFacts { Detail = alert.Detail });
    }

    private IncidentParty PartyOf(WaitingAlert alert)
    {
        return new IncidentParty(alert.ChargerId, _pass.Find(alert.ChargerId)?.SiteId, null);
    }

    private static IncidentKey KeyOf(WaitingAlert alert, string kind, string cause)
    {
        return new IncidentKey(kind, IncidentSubject.Charger(alert.ChargerId), cause);
    }
}
