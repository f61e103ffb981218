using CloudBridge.Core.Billing.Bills;

namespace CloudBridge.Core.Billing.Corrections;

/// <summary>Takes a whole bill back: the same document with every amount, volume and the energy negative, so that sums over all documents
/// are right.</summary>
/// <remarks>
/// It has a number of the bills' own series. Directive 2006/112/EC treats a document that amends an invoice and refers to it "specifically
/// and
/// unambiguously" as an invoice itself (article 219), and asks of invoices a sequential number "based on one or more series" (article 226,
/// point
/// 2). One series is the fewest that can be checked for gaps, and an auditor sees each correction at the place in time where it was made.
/// </remarks>
public static class CreditNote
{
    /// <summary>The credit note of a bill, under a number of its own.</summary>
    public static Bill Of(Bill bill, string number, DateTimeOffset issued, string reason)
    {
        ArgumentNullException.ThrowIfNull(bill);
        Bill note = bill with
        {
            Number = number,
            Kind = BillKind.CreditNote,
            CorrectsNumber = bill.Number,
            CorrectionReason = reason,
            Issued = issued,
            TotalExclMinor = -bill.TotalExclMinor,
            TotalInclMinor = -bill.TotalInclMinor,
            TotalExclMicros = -bill.TotalExclMicros,
            TotalInclMicros = -bill.TotalInclMicros,
            Lines =
            [
                .. bill.Lines.Select(line =>
                    line with
                    {
                        Volume = -line.Volume,
                        BilledVolume = -line.BilledVolume,
                        ExclMinor = -line.ExclMinor,
                        VatMinor = -line.VatMinor,
                    }),
            ],
            Session = bill.Session with
            {
                EnergyMilliwattHours = -bill.Session.EnergyMilliwattHours,
                SubstitutedMilliwattHours = -bill.Session.SubstitutedMilliwattHours,
            },
            Notes =
            [
                $"This credit note takes back the whole of bill {bill.Number}: every line of it stands here with the opposite sign.",
                "The session's times and meter readings are those of the bill.",
            ],
        };
        return note with { CheckCode = CheckCode.Of(note) };
    }
}
