namespace CloudBridge.Core.Contract;

/// <summary>What can be decided about a held session. The words are in the database and in the API: they never change.</summary>
public static class HeldDecision
{
    /// <summary>It is billed at the lower of the charger's amount and the bridge's.</summary>
    public const string Lower = "Lower";

    /// <summary>It is billed at the bridge's amount.</summary>
    public const string Bridge = "Bridge";

    /// <summary>It is not billed, now or later.</summary>
    public const string Waive = "Waive";

    /// <summary>One of the words, from a text in small or capital letters; null when it is none of them.</summary>
    public static string? Read(string? text)
    {
        return new[] { Lower, Bridge, Waive }.FirstOrDefault(word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase));
    }
}
