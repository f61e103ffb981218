namespace CloudBridge.Core.Registry.Accounts;

/// <summary>Which documents of an account are mailed to it. The words are in the database and in the API: they never change.</summary>
public static class MailedDocuments
{
    /// <summary>None.</summary>
    public const string None = "none";

    /// <summary>Each bill, credit note and corrected bill.</summary>
    public const string Bills = "bills";

    /// <summary>The statement of each month.</summary>
    public const string Statements = "statements";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [None, Bills, Statements];
}
