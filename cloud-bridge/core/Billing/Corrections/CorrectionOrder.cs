using CloudBridge.Core.Billing.Bills;

namespace CloudBridge.Core.Billing.Corrections;

/// <summary>Who corrects a bill, and why.</summary>
/// <param name="By">Name of the person; kept for operators.</param>
/// <param name="Reason">Why, in the person's words; it stands on the document.</param>
public sealed record CorrectionOrder(string By, string Reason)
{
    /// <summary>Longer names and reasons are refused.</summary>
    public const int LengthMax = 400;

    /// <summary>What is wrong with it; null when it can be carried out.</summary>
    public string? FindDefect()
    {
        return By.Trim().Length is 0 or > LengthMax ? $"Say who corrects the bill, in at most {LengthMax} characters."
            : Reason.Trim().Length is 0 or > LengthMax
                ? $"Say why, in at most {LengthMax} characters: the reason stands on the credit note."
            : null;
    }
}

/// <summary>What a corrected bill has other than the bill it replaces.</summary>
/// <param name="Tariff">The tariff's id and version; null for the same.</param>
/// <param name="AccountId">Whom it is made out to; "" for the operator's own, null for the same party.</param>
/// <param name="IsAnyTariff">
/// Whoever corrects knows that the tariff was not the charger's at plug-in: it began later, or was another site's.
/// </param>
public sealed record BillChange((string Id, int Version)? Tariff, string? AccountId, bool IsAnyTariff = false)
{
    /// <summary>The same tariff and the same party.</summary>
    public static BillChange None { get; } = new(null, null);
}

/// <summary>What came of correcting a bill.</summary>
/// <param name="CreditNote">The credit note that was issued; null when there is none.</param>
/// <param name="Corrected">The bill that takes the place; null when there is none.</param>
/// <param name="Sentence">What happened, or why nothing did and how to mend it, for people.</param>
public sealed record CorrectionResult(Bill? CreditNote, Bill? Corrected, string Sentence)
{
    /// <summary>Something was issued.</summary>
    public bool IsIssued => CreditNote != null || Corrected != null;
}
