namespace CloudBridge.Core.Billing.Verification;

/// <summary>One thing that is wrong in a database's history, in one line.</summary>
/// <param name="Place">Where: a charger's record, a session, a bill, a tariff, a message in quarantine.</param>
/// <param name="What">What is wrong there, with the figures.</param>
public sealed record Defect(string Place, string What)
{
    /// <inheritdoc />
    public override string ToString()
    {
        return $"{Place}: {What}".ReplaceLineEndings(" ");
    }
}
