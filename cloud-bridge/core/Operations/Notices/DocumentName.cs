namespace CloudBridge.Core.Operations.Notices;

/// <summary>How the outbox names a bill or a statement: its kind and its number.</summary>
public static class DocumentName
{
    /// <summary>What the name of a bill, credit note or corrected bill begins with.</summary>
    public const string Bill = "bill/";

    /// <summary>What the name of a statement begins with.</summary>
    public const string Statement = "statement/";

    /// <summary>The number behind that beginning; null where the name begins otherwise.</summary>
    public static string? NumberOf(string name, string start)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(start);
        return name.StartsWith(start, StringComparison.Ordinal) ? name[start.Length..] : null;
    }
}
