using NodaTime;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>TariffType of OCPI 2.2.1, 11.4.7: which drivers a tariff is for.</summary>
public enum TariffType
{
    /// <summary>Paid on the spot, without a contract.</summary>
    AdHocPayment,

    /// <summary>For a driver who chose CHEAP.</summary>
    ProfileCheap,

    /// <summary>For a driver who chose FAST.</summary>
    ProfileFast,

    /// <summary>For a driver who chose GREEN.</summary>
    ProfileGreen,

    /// <summary>For everyone else.</summary>
    Regular,
}

/// <summary>
/// A Tariff of OCPI 2.2.1 (11.3.1) as an operator enters it, checked as far as it can be without a place and a time. It holds all that
/// prices; the energy mix is not kept.
/// </summary>
public sealed record OcpiTariff
{
    /// <summary>Country of the operator by ISO 3166, 2 letters.</summary>
    public required string CountryCode { get; init; }

    /// <summary>The operator, up to 3 characters.</summary>
    public required string PartyId { get; init; }

    /// <summary>Id of the tariff, up to 36 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Currency by ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Whom the tariff is for; null is everyone.</summary>
    public TariffType? Type { get; init; }

    /// <summary>The tariff in words.</summary>
    public IReadOnlyList<OcpiDisplayText> AltTexts { get; init; } = [];

    /// <summary>A page that explains the tariff.</summary>
    public string? AltUrl { get; init; }

    /// <summary>Least that a session costs.</summary>
    public OcpiPrice? MinPrice { get; init; }

    /// <summary>Most that a session costs.</summary>
    public OcpiPrice? MaxPrice { get; init; }

    /// <summary>1 to 32 elements, in order of preference.</summary>
    public required IReadOnlyList<OcpiTariffElement> Elements { get; init; }

    /// <summary>From when it is valid; null is from ever.</summary>
    public Instant? StartDateTime { get; init; }

    /// <summary>Until when it is valid; null is for ever.</summary>
    public Instant? EndDateTime { get; init; }

    /// <summary>When it was last changed.</summary>
    public required Instant LastUpdated { get; init; }
}
