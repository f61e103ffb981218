using System.Text.Json;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Incidents.Rules;
using Dapper;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>Takes the alerts of chargers and bridge, each once, in the order in which they came.</summary>
internal sealed class AlertStep
{
    /// <summary>A gap in the records is told only after this time, in ms: records overtake each other, and the late one is seconds
    /// behind.</summary>
    public const long GapGraceMs = 60000;

    // Nobody goes to a vehicle for something that was so long ago, in ms.
    private const long MomentMs = 6 * 3600000L;

    // A charger's clock may be a little ahead, in ms.
    private const long AheadMaxMs = 300000;

    private const string Unjudged =
        "FROM alert WHERE judged_utc_ms IS NULL AND (code <> 'SequenceGap' OR is_raised = 0 OR received_utc_ms <= @gapUtcMs)";

    private readonly JudgePass _pass;
    private readonly FaultStep _faults;
    private readonly RecordStep _records;

    public AlertStep(JudgePass pass, FaultStep faults)
    {
        _pass = pass;
        _faults = faults;
        _records = new RecordStep(pass);
    }

    /// <summary>Whether an alert waits.</summary>
    public static bool IsAnyWaiting(System.Data.Common.DbConnection connection, long nowUtcMs)
    {
        return connection.ExecuteScalar<long>(
                $"SELECT COUNT(*) FROM (SELECT 1 AS one {Unjudged} LIMIT 1) waiting",
                new { gapUtcMs = nowUtcMs - GapGraceMs }
            ) > 0;
    }

    /// <summary>Takes at most so many; how many they were.</summary>
    public int Take(int count)
    {
        // One statement for all that is history: a database that was filled in bulk has thousands.
        JudgedAlerts.NoteOlderThan(_pass.Connection, _pass.NowUtcMs - JudgePass.HistoryMs, _pass.NowUtcMs);
        List<WaitingAlert> waiting =
        [
            .. _pass.Connection.Query<WaitingAlert>(
                $"""
                SELECT alert_key AS AlertKey, charger_id AS ChargerId, source AS Source, code AS Code, severity AS Severity,
                       is_raised AS IsRaised, at_utc_ms AS AtUtcMs,
                       received_utc_ms AS ReceivedUtcMs, detail AS Detail, message AS Message
                {Unjudged} ORDER BY received_utc_ms, alert_key LIMIT @count
                """,
                new { count, gapUtcMs = _pass.NowUtcMs - GapGraceMs }),
        ];

        // A charger's own come in the order of their numbers, which the text of a key does not keep.
        foreach (
            WaitingAlert alert in waiting
                .OrderBy(alert => alert.ReceivedUtcMs)
                .ThenBy(alert => alert.ChargerId, StringComparer.Ordinal)
                .ThenBy(alert => alert.Sequence))
        {
            if (alert.Source == "charger")
            {
                TakeCharger(alert);
            }
            else
            {
                _records.Take(alert);
            }

            JudgedAlerts.Note(_pass.Connection, alert.AlertKey, _pass.NowUtcMs);
        }

        return waiting.Count;
    }

    private void TakeCharger(WaitingAlert row)
    {
        Alert? alert = Read(row);
        if (alert == null || _pass.Find(row.ChargerId) == null)
        {
            return;
        }

        long atUtcMs =
            alert.Quality == ClockQuality.Unknown || alert.AtUtcMs > row.ReceivedUtcMs + AheadMaxMs || alert.AtUtcMs == 0
                ? row.ReceivedUtcMs
                : alert.AtUtcMs;
        if (alert.Code == Alert.ChargeComplete)
        {
            TakeComplete(row.ChargerId, alert, atUtcMs);
        }
        else if (alert.IsOfSetting)
        {
            TakeSetting(row, alert, atUtcMs);
        }
        else
        {
            _faults.Take(row.ChargerId, alert, atUtcMs);
        }
    }

    private void TakeSetting(WaitingAlert row, Alert alert, long atUtcMs)
    {
        // A charger tells all of them once in its life; when it does so again, somebody has taken its memory away.
        if (alert.Setting == SettingName.All && !HasToldSettings(row))
        {
            return;
        }

        IncidentLog.Raise(
            _pass.Connection,
            new IncidentKey(IncidentKind.SettingChanged, IncidentSubject.Charger(row.ChargerId), SettingName.Of(alert.Setting)),
            IncidentSeverity.Warning,
            new IncidentParty(row.ChargerId, _pass[row.ChargerId].SiteId, null),
            atUtcMs,
            new IncidentFacts { Detail = row.Detail });
    }

    private bool HasToldSettings(WaitingAlert row)
    {
        return _pass.Connection.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM alert WHERE charger_id = @ChargerId AND code = @Code AND alert_key <> @AlertKey",
                new { row.ChargerId, row.Code, row.AlertKey }
            ) > 0;
    }

    private void TakeComplete(string chargerId, Alert alert, long atUtcMs)
    {
        if (atUtcMs < _pass.NowUtcMs - MomentMs || alert.SessionNumber == 0)
        {
            return;
        }

        ChargerWatch watch = _pass[chargerId];
        bool isKnown = watch.SessionNumber == alert.SessionNumber;
        long meanMilliwatts =
            isKnown && watch.SessionDurationMs > 0 ? (long)(watch.SessionMilliwattHours / (watch.SessionDurationMs / 3600000.0)) : 0;
        bool isStopped = ChargeEndRule.IsStoppedByVehicle(alert.Snapshot, isKnown ? watch.SessionPeakMilliamps : 0, meanMilliwatts);
        string sessionId = SessionMessage.IdOf(chargerId, alert.SessionNumber);
        IncidentFacts facts = isKnown ? SessionStep.FactsOf(watch) : new IncidentFacts { SessionId = sessionId };
        string? ownerId = _pass.OwnerOf(chargerId, alert.SessionNumber, isKnown ? watch.SessionStartUtcMs : atUtcMs);
        IncidentLog.Note(
            _pass.Connection,
            new IncidentKey(isStopped ? IncidentKind.StoppedByVehicle : IncidentKind.ChargeComplete, IncidentSubject.Session(sessionId)),
            IncidentSeverity.Notice,
            new IncidentParty(chargerId, watch.SiteId, ownerId),
            atUtcMs,
            facts with { EnergyMilliwattHours = alert.SessionMilliwattHours, PowerMilliwatts = null });
    }

    private Alert? Read(WaitingAlert row)
    {
        return
            row.Message != null
            && _pass.Connection.DamagedOf().TryRead("alert", row.AlertKey, () => Parse(row.Message), out Alert? alert)
            ? alert
            : null;
    }

    private static Alert? Parse(string message)
    {
        using JsonDocument document = JsonDocument.Parse(message);
        return AlertMessageReader.Read(document.RootElement, out _)?.Alert;
    }
}

/// <summary>An alert that was not judged yet.</summary>
internal sealed record WaitingAlert
{
    public string AlertKey { get; init; } = "";

    public string ChargerId { get; init; } = "";

    public string Source { get; init; } = "";

    public string Code { get; init; } = "";

    public string Severity { get; init; } = "";

    public bool IsRaised { get; init; }

    public long AtUtcMs { get; init; }

    public long ReceivedUtcMs { get; init; }

    public string Detail { get; init; } = "";

    public string? Message { get; init; }

    /// <summary>The number at the end of its key, CHARGER/charger/NUMBER or CHARGER/bridge/CODE/NUMBER; 0 where another mark
    /// stands.</summary>
    public long Sequence => Mark(ChargerId.Length + 1 + Source.Length + 1 + (Source == "bridge" ? Code.Length + 1 : 0));

    private long Mark(int start)
    {
        ReadOnlySpan<char> mark = AlertKey.AsSpan(Math.Min(start, AlertKey.Length));
        int end = mark.IndexOf('/');
        return long.TryParse(
            end < 0 ? mark : mark[..end],
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out long number)
            ? number
            : 0;
    }
}
