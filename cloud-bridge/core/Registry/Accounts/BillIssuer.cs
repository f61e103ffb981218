using System.Text.Json.Serialization;

namespace CloudBridge.Core.Registry.Accounts;

/// <summary>Who issued a bill, as it was on the day of issue.</summary>
/// <param name="Name">Name.</param>
/// <param name="Address">Lines of the address.</param>
/// <param name="VatNumber">VAT number; empty when there is none.</param>
public sealed record BillIssuer(string Name, IReadOnlyList<string> Address, string VatNumber)
{
    /// <summary>Days until a bill is to be paid where nobody has said another number.</summary>
    public const int PaymentDaysUsual = 14;

    /// <summary>City; null when not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? City { get; init; }

    /// <summary>Postal code; null when not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PostalCode { get; init; }

    /// <summary>Country of the address, two letters of ISO 3166-1; null when not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CountryCode { get; init; }

    /// <summary>Why no VAT is charged where a tariff states none; null when not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? VatAbsenceReason { get; init; }

    /// <summary>Where the bill is paid to, an IBAN; null when not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Iban { get; init; }

    /// <summary>Whom to ask about the bill; null when not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Email { get; init; }

    /// <summary>Days from issue until it is to be paid; null for <see cref="PaymentDaysUsual"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PaymentDays { get; init; }

    /// <summary>All lines of the address as it is written on an envelope.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Lines =>
        City == null && PostalCode == null ? Address : [.. Address, $"{PostalCode} {City}".Trim()];
}
