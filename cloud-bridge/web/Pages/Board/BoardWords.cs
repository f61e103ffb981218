using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Web.Pages.Live;

namespace CloudBridge.Web.Pages.Board;

/// <summary>A row of the board in words.</summary>
public static class BoardWords
{
    /// <summary>Its colour's class: that of its worst incident, else of its status; of a status that is not of now always that.</summary>
    public static string ClassOf(BoardRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Rank switch
        {
            BoardRank.Critical when row.Charger.IsOnline == true => "critical",
            BoardRank.Warning when row.Charger.IsOnline == true => "warning",
            _ => row.Charger.Word.Class,
        };
    }

    /// <summary>What is wrong; empty when nothing is.</summary>
    public static string TroubleOf(BoardRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        IEnumerable<string> kinds = row.Troubles.OrderByDescending(trouble => IncidentSeverity.RankOf(trouble.Severity)).Select(NameOf);
        string fault = row.Charger.HasFault ? row.Charger.ErrorCode! : "";
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

    private static string NameOf(OpenTrouble trouble)
    {
        return trouble.Kind switch
        {
            // It is in the status.
            IncidentKind.ChargerOffline => "",
            // By its own name, which the status may say as well.
            IncidentKind.ConnectorFault => trouble.Cause,
            _ => IncidentTable.Find(trouble.Kind)?.Name.ToLowerInvariant() ?? trouble.Kind,
        };
    }
}
