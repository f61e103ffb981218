using System.Data.Common;
using Dapper;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>How chargers were used and what they lost: sessions by their facts, and the time under a critical fault outside sessions by
/// their alerts.</summary>
internal static class OccupancyReader
{
    private const int AlertCountMax = 100000;

    private const string Alerts = """
        SELECT charger_id AS ChargerId, code AS Code, is_raised AS IsRaised, at_utc_ms AS AtUtcMs FROM alert
        WHERE source = 'charger' AND severity = 'Critical' AND at_utc_ms > 0 AND at_utc_ms < @UntilUtcMs ORDER BY at_utc_ms,
            received_utc_ms, alert_key LIMIT @AlertCountMax
        """;

    /// <summary>A row for each charger of a site, or of all, that was there in the range.</summary>
    public static List<OccupancyRow> Read(DbConnection connection, ReportRange range, string? siteId, List<ReportCell> cells, long nowUtcMs)
    {
        ILookup<string, ReportCell> byCharger = cells.ToLookup(cell => cell.ChargerId);
        List<ChargerSpan> chargers =
        [
            .. connection.Query<ChargerSpan>(
                """
                SELECT c.charger_id AS ChargerId, c.site_id AS SiteId, c.added_utc_ms AS AddedUtcMs, MIN(f.start_utc_ms) AS FirstUtcMs
                FROM charger c LEFT JOIN bill_fact f ON f.charger_id = c.charger_id
                GROUP BY c.charger_id, c.site_id, c.added_utc_ms ORDER BY c.charger_id
                """),
        ];
        ILookup<string, AlertCell> alerts = connection
            .Query<AlertCell>(Alerts, new { range.UntilUtcMs, AlertCountMax })
            .ToLookup(alert => alert.ChargerId);
        List<OccupancyRow> rows = [];
        foreach (
            ChargerSpan charger in chargers.Where(charger =>
                siteId == null || charger.SiteId == siteId || byCharger.Contains(charger.ChargerId)))
        {
            long fromUtcMs = Math.Max(range.FromUtcMs, Math.Min(charger.AddedUtcMs, charger.FirstUtcMs ?? long.MaxValue));
            long untilUtcMs = Math.Min(range.UntilUtcMs, nowUtcMs);
            if (untilUtcMs > fromUtcMs)
            {
                FaultTime faults = FaultTime.Of(
                    alerts[charger.ChargerId].Select(alert => (alert.Code, alert.IsRaised != 0, alert.AtUtcMs)),
                    fromUtcMs,
                    untilUtcMs);
                long faultMs = faults.IsEmpty ? 0 : faults.LengthWithout(SessionsOf(connection, charger.ChargerId, fromUtcMs, untilUtcMs));
                rows.Add(RowOf(charger.ChargerId, [.. byCharger[charger.ChargerId]], untilUtcMs - fromUtcMs, faultMs));
            }
        }

        return rows;
    }

    private static List<(long FromUtcMs, long UntilUtcMs)> SessionsOf(
        DbConnection connection,
        string chargerId,
        long fromUtcMs,
        long untilUtcMs)
    {
        return
        [
            .. connection.Query<(long, long)>(
                "SELECT start_utc_ms, end_utc_ms FROM bill_fact WHERE charger_id = @chargerId AND kind = 'Bill' "
                    + "AND end_utc_ms > @fromUtcMs AND start_utc_ms < @untilUtcMs ORDER BY start_utc_ms",
                new
                {
                    chargerId,
                    fromUtcMs,
                    untilUtcMs,
                }),
        ];
    }

    private static OccupancyRow RowOf(string chargerId, List<ReportCell> cells, long observedMs, long faultMs)
    {
        long energy = cells.Sum(cell => cell.EnergyMilliwattHours);
        long lost = cells.Sum(cell => cell.LostMilliwattHours);
        long faultEnergy = energy <= 0 || observedMs <= faultMs ? 0 : (long)((Int128)energy * faultMs / (observedMs - faultMs));
        bool hasPrice = energy > 0 && cells.Select(cell => cell.Currency).Distinct().Count() == 1;
        return new OccupancyRow
        {
            ChargerId = chargerId,
            ObservedMs = observedMs,
            PluggedMs = cells.Sum(cell => cell.PluggedMs),
            ChargingMs = cells.Sum(cell => cell.ChargingMs),
            ParkingMs = cells.Sum(cell => cell.ParkingMs),
            LostMs = cells.Sum(cell => cell.LostMs),
            LostMilliwattHours = lost,
            FaultMs = faultMs,
            FaultMilliwattHours = faultEnergy,
            LostNetMinor = hasPrice
                ? (long)(((Int128)cells.Sum(cell => cell.ExclMinor) * (lost + faultEnergy) + (energy / 2)) / energy)
                : null,
            Currency = hasPrice ? cells[0].Currency : null,
            CurrencyDecimals = hasPrice ? cells[0].CurrencyDecimals : 0,
        };
    }

    private sealed record ChargerSpan
    {
        public string ChargerId { get; init; } = "";

        public string? SiteId { get; init; }

        public long AddedUtcMs { get; init; }

        public long? FirstUtcMs { get; init; }
    }

    private sealed record AlertCell
    {
        public string ChargerId { get; init; } = "";

        public string Code { get; init; } = "";

        public long IsRaised { get; init; }

        public long AtUtcMs { get; init; }
    }
}
