using CloudBridge.Core.Contract;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>A person has let something go that the bridge kept back. It is written in the same transaction as what came of it.</summary>
/// <param name="Source">"held" or "quarantine".</param>
/// <param name="Subject">Session id, or SHA-256 of the message.</param>
/// <param name="ReleasedUtcMs">When, unix ms.</param>
/// <param name="ChargerId">Whose.</param>
/// <param name="WasReason">Why it had been kept back.</param>
/// <param name="ReleasedBy">Who released it.</param>
/// <param name="Reason">Why, in that person's words.</param>
/// <param name="Outcome">What came of it: one of <see cref="IngestKind"/>.</param>
/// <param name="BillNumber">The bill; null when it gave none.</param>
/// <param name="Receipt">What the charger is owed; null when it has its receipt or needs none.</param>
public sealed record Release(
    string Source,
    string Subject,
    long ReleasedUtcMs,
    string ChargerId,
    string WasReason,
    string ReleasedBy,
    string Reason,
    IngestKind Outcome,
    string? BillNumber,
    Receipt? Receipt)
{
    /// <summary>The source of a session that was held.</summary>
    public const string FromHeld = "held";

    /// <summary>The source of a message that could not be taken.</summary>
    public const string FromQuarantine = "quarantine";
}

/// <summary>Who releases something, and why.</summary>
/// <param name="By">Name of the person.</param>
/// <param name="Reason">Why, in the person's words.</param>
/// <param name="Decision">What is decided about a held session, one of <see cref="HeldDecision"/>; null tries to bill it as it is.</param>
public sealed record ReleaseOrder(string By, string Reason, string? Decision = null)
{
    /// <summary>Longer names and reasons are refused.</summary>
    public const int LengthMax = 400;

    /// <summary>What is wrong with it; null when it can be carried out.</summary>
    public string? FindDefect()
    {
        return By.Trim().Length is 0 or > LengthMax ? $"say who decides, in at most {LengthMax} characters"
            : Reason.Trim().Length is 0 or > LengthMax ? $"say why, in at most {LengthMax} characters"
            : null;
    }
}

/// <summary>What came of trying to release something.</summary>
/// <param name="Release">The release; null when it stays where it is.</param>
/// <param name="Sentence">What happened, or why nothing did, for people.</param>
public sealed record ReleaseResult(Release? Release, string Sentence);
