namespace CloudBridge.Core.Billing.Bills;

/// <summary>From when to when the price of a bill's line held without interruption, and what was used then.</summary>
/// <param name="From">Its begin.</param>
/// <param name="To">Its end.</param>
/// <param name="Volume">What was used, in the unit of the line: mWh, ms or pieces.</param>
public sealed record LineSpan(DateTimeOffset From, DateTimeOffset To, long Volume)
{
    /// <summary>All spans of a bill, line by line. A credit note has none: the bill it takes back says them.</summary>
    public static IReadOnlyList<(BillLine Line, LineSpan Span)> OfBill(Bill bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        return bill.Kind == BillKind.CreditNote
            ? []
            : [.. bill.Lines.SelectMany(line => Of(line, bill.Session).Select(span => (line, span)))];
    }

    /// <summary>The spans of a line in the order of time; their volumes add up to what the line says was used. None for a minimum or
    /// maximum price, and for bills from before periods named their elements.</summary>
    public static IReadOnlyList<LineSpan> Of(BillLine line, BilledSession session)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(session);
        List<LineSpan> spans = [];
        foreach (
            BilledPeriod period in session.Periods.Where(period => line.Element != null && ElementOf(line.Kind, period) == line.Element))
        {
            // A flat fee is due once, from the first period on that its element was active.
            long volume = line.Kind == "Flat" ? spans.Count == 0 ? 1 : 0 : VolumeOf(line.Kind, period);
            if (volume == 0)
            {
                continue;
            }

            DateTimeOffset end = period.Start.AddMilliseconds(period.DurationMs);
            if (spans.Count > 0 && spans[^1].To == period.Start)
            {
                spans[^1] = spans[^1] with { To = end, Volume = spans[^1].Volume + volume };
            }
            else
            {
                spans.Add(new LineSpan(period.Start, end, volume));
            }
        }

        return spans;
    }

    private static int? ElementOf(string kind, BilledPeriod period)
    {
        return kind switch
        {
            "Energy" => period.Elements?.Energy,
            "Time" => period.Elements?.Time,
            "ParkingTime" => period.Elements?.ParkingTime,
            "Flat" => period.Elements?.Flat,
            _ => null,
        };
    }

    private static long VolumeOf(string kind, BilledPeriod period)
    {
        return kind switch
        {
            "Energy" => period.EnergyMilliwattHours,
            "Time" => period.ChargingMs,
            _ => period.ParkingMs,
        };
    }
}
