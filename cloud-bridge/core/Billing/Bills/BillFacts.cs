using CloudBridge.Core.Foundation.Documents;
using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>What a bill says about its session and its making, in words: the same on the page and on paper.</summary>
public static class BillFacts
{
    /// <summary>What the document is.</summary>
    public static string Title(Bill bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        string kind = bill.Kind switch
        {
            BillKind.CreditNote => "Credit note",
            BillKind.CorrectedBill => "Corrected bill",
            _ => "Bill",
        };
        return bill.IsEstimated ? kind + ", estimated" : kind;
    }

    /// <summary>Which bill it takes back or replaces, and why; empty for a bill.</summary>
    public static string Correction(Bill bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        return bill.Kind switch
        {
            BillKind.CreditNote => $"Takes back the whole of bill {bill.CorrectsNumber}. Reason: {bill.CorrectionReason}",
            BillKind.CorrectedBill =>
                $"Takes the place of bill {bill.CorrectsNumber}, which a credit note takes back. Reason: {bill.CorrectionReason}",
            _ => "",
        };
    }

    /// <summary>What is to be paid, comes back, or was to be paid once.</summary>
    /// <param name="bill">The document.</param>
    /// <param name="state">One of <see cref="BillState"/>.</param>
    public static string AmountLabel(Bill bill, string state)
    {
        ArgumentNullException.ThrowIfNull(bill);
        return state != BillState.Holds ? "Taken back, nothing to pay"
            : bill.Kind == BillKind.CreditNote ? "Credited to you, including VAT"
            : "To pay, including VAT";
    }

    /// <summary>The facts of the session.</summary>
    public static IReadOnlyList<Fact> Session(Bill bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        BilledSession session = bill.Session;
        List<Fact> facts =
        [
            new("Charger", session.ChargerId),
            new("Connector", session.ConnectorType),
            new("Plugged in", (session.NotBefore == null ? "" : "at the latest ") + Quantity.Time(session.Start)),
            new("Unplugged", (session.NotAfter == null ? "" : "at the latest ") + Quantity.Time(session.End)),
            new("Meter at plug-in", Quantity.Energy(session.RegisterStartMilliwattHours)),
            new("Meter at the end", Quantity.Energy(session.RegisterEndMilliwattHours)),
            new("Time charging", Quantity.Duration(session.ChargingMs)),
            new("Time parked, not charging", Quantity.Duration(session.ParkingMs)),
            new("Ended by", EndWords(session.EndReason)),
            new("Time zone", bill.Tariff.TimeZone),
        ];
        if (bill.Site is { } site)
        {
            facts.Add(new Fact("Site", string.Join(", ", [site.Name, .. site.Lines])));
        }

        return facts;
    }

    /// <summary>What proves the bill: for whoever checks it.</summary>
    public static IReadOnlyList<Fact> Proof(Bill bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        // A corrected bill may be under a tariff that nobody promised at plug-in.
        bool isPromise = bill.Kind == BillKind.Bill;
        return
        [
            new(
                isPromise ? "Price promise" : "Tariff",
                $"{bill.Tariff.Id}, version {bill.Tariff.Version}{(isPromise ? ", as it held at plug-in" : "")}; hash {bill.Tariff.Hash}"),
            new("Check code", bill.CheckCode),
            new("Charger's record", bill.RecordMac),
        ];
    }

    private static string EndWords(string endReason)
    {
        return endReason switch
        {
            "EVDisconnected" => "plug pulled",
            "PowerLoss" => "power cut",
            "Reboot" => "restart of the charger",
            "EmergencyStop" => "emergency stop",
            _ => "longest duration of a session",
        };
    }
}
