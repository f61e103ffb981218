using CloudBridge.Core.Tariffs.Ocpi;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>What came of publishing a tariff, or of taking one back.</summary>
public sealed record TariffPublication
{
    /// <summary>The tariff; null when it was refused, or one was taken back.</summary>
    public PublishedTariff? Tariff { get; init; }

    /// <summary>Whom it is for; null when the order was refused.</summary>
    public TariffScope? Scope { get; init; }

    /// <summary>From when on.</summary>
    public Instant From { get; init; }

    /// <summary>Why the tariff was refused.</summary>
    public IReadOnlyList<TariffDefect> Defects { get; init; } = [];

    /// <summary>Why the order was refused, as a sentence; empty when it was not.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Whether it was refused because something it names is not there.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Whether it was done.</summary>
    public bool IsDone => Problem.Length == 0 && Defects.Count == 0;

    /// <summary>Why it was not done, in words.</summary>
    public string Words => Problem.Length > 0 ? Problem : string.Join("; ", Defects.Select(defect => $"{defect.JsonPath} {defect.Reason}"));
}
