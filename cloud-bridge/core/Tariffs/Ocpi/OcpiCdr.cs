using NodaTime;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>As much of a CDR of OCPI 2.2.1 (10.3.1) as pricing needs.</summary>
public sealed record OcpiCdr
{
    /// <summary>Start of the session.</summary>
    public required Instant StartDateTime { get; init; }

    /// <summary>End of the session, after its start.</summary>
    public required Instant EndDateTime { get; init; }

    /// <summary>Currency by ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>cdr_location.time_zone, an IANA name. OCPI has it in Locations only; some parties send it in CDRs, too.</summary>
    public string? TimeZone { get; init; }

    /// <summary>At least one period, in order of time; each ends where the next begins, the last with the session.</summary>
    public required IReadOnlyList<OcpiCdrPeriod> Periods { get; init; }
}
