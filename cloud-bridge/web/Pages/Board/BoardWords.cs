using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Web.Pages.Live;

namespace CloudBridge.Web.Pages.Board;

/// <summary>A row of the board in words.</summary>
public static class BoardWords
{
    /// <summary>What the charger does, or did when it was last heard of.</summary>
    public static string StatusOf(BoardRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Charger.IsOnline switch
        {
            null => "Not seen yet",
            false => "Offline",
            true => row.IsHeard ? NameOf(row.Charger.ConnectorStatus) : "Last known: " + NameOf(row.Charger.ConnectorStatus),
        };
    }

    /// <summary>Its colour's class.</summary>
    public static string ClassOf(BoardRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Rank switch
        {
            BoardRank.Critical or BoardRank.Faulted => "critical",
            BoardRank.Warning or BoardRank.Offline => "warning",
            BoardRank.Charging => "good",
            _ => "",
        };
    }

    /// <summary>What is wrong; empty when nothing is.</summary>
    public static string TroubleOf(BoardRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        IEnumerable<string> kinds = row.Troubles.OrderByDescending(trouble => IncidentSeverity.RankOf(trouble.Severity)).Select(NameOf);
        string fault = row.IsConnected && row.Charger.ErrorCode is { Length: > 0 } and not "NoError" ? row.Charger.ErrorCode : "";
        return string.Join(", ", kinds.Prepend(fault).Where(word => word.Length > 0).Distinct());
    }

    /// <summary>Energy, and for operators cost, of the session that runs.</summary>
    public static string SessionOf(BoardRow row, bool isOperator)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Session == null
            ? "–"
            : Quantity.Energy(row.Session.EnergyMilliwattHours)
                + (
                    isOperator && row.Session.CostInclMicros != null
                        ? $", {LiveWords.Money(row.Session.CostInclMicros.Value, row.Session.Currency)}"
                        : "");
    }

    private static string NameOf(string? connectorStatus)
    {
        return connectorStatus switch
        {
            "Available" => "Free",
            "Preparing" => "Plugged in",
            "SuspendedEV" => "Vehicle waits",
            "SuspendedEVSE" => "Charger waits",
            "Unavailable" => "Out of service",
            _ => connectorStatus ?? "",
        };
    }

    private static string NameOf(OpenTrouble trouble)
    {
        return trouble.Kind switch
        {
            // It is in the status.
            IncidentKind.ChargerOffline => "",
            // By its own name, which the status may say as well.
            IncidentKind.ConnectorFault => trouble.Cause,
            IncidentKind.MeterLost => "meter lost",
            IncidentKind.PowerOutage => "no mains",
            IncidentKind.SessionInterrupted => "session interrupted",
            IncidentKind.SessionHeld => "session held",
            IncidentKind.MessagesQuarantined => "messages refused",
            IncidentKind.RecordsMissing => "records missing",
            IncidentKind.ClockNotSynchronised => "clock not synchronised",
            IncidentKind.StorageFilling => "storage filling",
            IncidentKind.MaintenanceDue => "maintenance due",
            _ => trouble.Kind,
        };
    }
}
