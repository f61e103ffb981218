namespace CloudBridge.Core.Billing.Bills;

/// <summary>A bill that corrects another one, or is corrected by it.</summary>
public sealed record RelatedBill
{
    /// <summary>One of <see cref="BillKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Its number.</summary>
    public string Number { get; init; } = "";

    /// <summary>Whose it is; null for the operator's own.</summary>
    public string? AccountId { get; init; }

    /// <summary>The bill that it corrects; null for a bill.</summary>
    public string? CorrectsNumber { get; init; }

    /// <summary>What it is to a bill, in words; its number follows.</summary>
    public string Words(Bill bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        return CorrectsNumber != bill.Number ? "Corrects bill"
            : Kind == BillKind.CreditNote ? "Taken back by credit note"
            : "Its place was taken by corrected bill";
    }
}
