using CloudBridge.Core.Billing.Bills;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>One document on a statement.</summary>
public sealed record StatementLine
{
    /// <summary>Its number.</summary>
    public required string BillNumber { get; init; }

    /// <summary>What it is, one of <see cref="BillKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The bill that it corrects; null for a bill.</summary>
    public string? CorrectsNumber { get; init; }

    /// <summary>The session began before the month: the document came after that month's statement.</summary>
    public bool IsEarlier { get; init; }

    /// <summary>The bill is an estimate.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>The session.</summary>
    public required string SessionId { get; init; }

    /// <summary>The charger.</summary>
    public required string ChargerId { get; init; }

    /// <summary>Name of its site; empty when it had none.</summary>
    public required string SiteName { get; init; }

    /// <summary>Plug-in, in the charger's zone.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Time plugged in, in ms.</summary>
    public required long DurationMs { get; init; }

    /// <summary>Energy in mWh; negative on a credit note.</summary>
    public required long EnergyMilliwattHours { get; init; }

    /// <summary>Amount excluding VAT, in minor units; negative on a credit note.</summary>
    public required long ExclMinor { get; init; }

    /// <summary>Amount including VAT, in minor units; negative on a credit note.</summary>
    public required long InclMinor { get; init; }

    /// <summary>VAT, in minor units.</summary>
    public long VatMinor => InclMinor - ExclMinor;

    /// <summary>The line of a bill on the statement of a month that begins at an instant.</summary>
    public static StatementLine Of(Bill bill, DateTimeOffset monthStart)
    {
        ArgumentNullException.ThrowIfNull(bill);
        return new StatementLine
        {
            BillNumber = bill.Number,
            Kind = bill.Kind,
            CorrectsNumber = bill.CorrectsNumber,
            IsEarlier = bill.Session.Start < monthStart,
            IsEstimated = bill.IsEstimated,
            SessionId = bill.Session.SessionId,
            ChargerId = bill.Session.ChargerId,
            SiteName = bill.Site?.Name ?? "",
            Start = bill.Session.Start,
            DurationMs = bill.Session.DurationMs,
            EnergyMilliwattHours = bill.Session.EnergyMilliwattHours,
            ExclMinor = bill.TotalExclMinor,
            InclMinor = bill.TotalInclMinor,
        };
    }

    /// <summary>How many sessions a document counts for: a credit note takes one back.</summary>
    public static int SessionsOf(string kind)
    {
        return kind == BillKind.CreditNote ? -1 : 1;
    }
}
