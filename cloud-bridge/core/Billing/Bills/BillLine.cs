using System.Text.Json.Serialization;
using CloudBridge.Core.Tariffs.Ocpi;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>One line of a bill: what was used under one element of the tariff, or what a minimum or maximum price adds or takes.</summary>
public sealed record BillLine
{
    /// <summary>The kind of a line that brings a bill down to the charger's amount.</summary>
    public const string ChargerAmount = "ChargerAmount";

    /// <summary>Energy, Time, ParkingTime, Flat, MinimumPrice, MaximumPrice or <see cref="ChargerAmount"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Index of the element in the tariff; null for a minimum or maximum price and for the charger's amount, of which there is one
    /// line for each rate of VAT.</summary>
    public int? Element { get; init; }

    /// <summary>When the element's price holds, in words; empty when always.</summary>
    public string Condition { get; init; } = "";

    /// <summary>What was used: mWh, ms or pieces.</summary>
    public long Volume { get; init; }

    /// <summary>What is billed: more than was used where the tariff has a step.</summary>
    public long BilledVolume { get; init; }

    /// <summary>Price per kWh, hour or piece excluding VAT, in millionths of the currency.</summary>
    public long PriceMicros { get; init; }

    /// <summary>VAT in millionths: 10 % is 100,000.</summary>
    public int VatPpm { get; init; }

    /// <summary>The tariff states no VAT for it, which is another thing than 0 %.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsVatAbsent { get; init; }

    /// <summary>Its rate of VAT.</summary>
    [JsonIgnore]
    public VatRate Rate => new(VatPpm, IsVatAbsent);

    /// <summary>Amount excluding VAT, in minor units.</summary>
    public required long ExclMinor { get; init; }

    /// <summary>VAT, in minor units.</summary>
    public required long VatMinor { get; init; }

    /// <summary>Amount including VAT, in minor units.</summary>
    public long InclMinor => ExclMinor + VatMinor;
}
