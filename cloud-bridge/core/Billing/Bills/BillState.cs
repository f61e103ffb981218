namespace CloudBridge.Core.Billing.Bills;

/// <summary>
/// Whether a document still holds. It is worked out from what was issued after it and stands in no document, because none is ever changed.
/// The words are in the API: they never change.
/// </summary>
public static class BillState
{
    /// <summary>It holds as it was issued.</summary>
    public const string Holds = "Holds";

    /// <summary>A credit note takes it back, and nothing has taken its place: nothing is to be paid.</summary>
    public const string TakenBack = "TakenBack";

    /// <summary>A credit note takes it back, and a corrected bill has taken its place.</summary>
    public const string Replaced = "Replaced";

    /// <summary>The state of a document by what else was issued; <paramref name="related"/> may have documents before it too.</summary>
    public static string Of(Bill bill, IEnumerable<RelatedBill> related)
    {
        ArgumentNullException.ThrowIfNull(bill);
        RelatedBill[] after = [.. related.Where(other => other.CorrectsNumber == bill.Number)];
        return Of(
            after.Any(other => other.Kind == BillKind.CreditNote),
            after.Any(other => other.Kind == BillKind.CorrectedBill));
    }

    /// <summary>The state of a document that has a credit note and a bill in its place, or not.</summary>
    public static string Of(bool hasCreditNote, bool hasReplacement)
    {
        return !hasCreditNote ? Holds : hasReplacement ? Replaced : TakenBack;
    }
}
