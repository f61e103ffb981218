using System.Diagnostics;

namespace Hardware.Bench.Latency;

/// <summary>A residual-current device that tripped, and when that was seen.</summary>
public sealed class Trip
{
    /// <summary>The charger.</summary>
    public required string ChargerId { get; init; }

    /// <summary>When the line went, as a timestamp of <see cref="Stopwatch"/>.</summary>
    public long AtTimestamp { get; set; }

    /// <summary>The same as an instant.</summary>
    public DateTime AtUtc { get; set; }

    /// <summary>Until the owner's page said it; null when it never did.</summary>
    public TimeSpan? ToPage { get; set; }

    /// <summary>Until the owner's e-mail was received; null when none was.</summary>
    public TimeSpan? ToMail { get; set; }
}
