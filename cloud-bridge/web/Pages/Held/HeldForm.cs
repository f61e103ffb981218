using CloudBridge.Core.Contract;

namespace CloudBridge.Web.Pages.Held;

/// <summary>What an operator decides about a held session.</summary>
public sealed class HeldForm
{
    /// <summary>The session.</summary>
    public string? Session { get; set; }

    /// <summary>Why.</summary>
    public string? Reason { get; set; }

    /// <summary>Which button: one of <see cref="HeldDecision"/>, or "again".</summary>
    public string? Act { get; set; }
}
