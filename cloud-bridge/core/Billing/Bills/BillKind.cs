namespace CloudBridge.Core.Billing.Bills;

/// <summary>What a numbered document is. The words are in the database and in the API: they never change.</summary>
public static class BillKind
{
    /// <summary>The bill of a session.</summary>
    public const string Bill = "Bill";

    /// <summary>Takes a whole bill back: its amounts and its energy, negative.</summary>
    public const string CreditNote = "CreditNote";

    /// <summary>Takes the place of a bill that was taken back.</summary>
    public const string CorrectedBill = "CorrectedBill";
}
