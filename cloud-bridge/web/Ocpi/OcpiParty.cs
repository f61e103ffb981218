using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Tariffs.Ocpi;

namespace CloudBridge.Web.Ocpi;

/// <summary>The party whose objects partners are told: that of the settings or, while these name none, that of a tariff.</summary>
/// <param name="CountryCode">Country, two letters.</param>
/// <param name="PartyId">Party id, three characters.</param>
public sealed record OcpiParty(string CountryCode, string PartyId)
{
    /// <summary>That of the settings; null when they name none.</summary>
    public static OcpiParty? Of(OcpiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.IsParty ? new OcpiParty(settings.OcpiCountryCode, settings.OcpiPartyId) : null;
    }

    /// <summary>That of a tariff; null without one.</summary>
    public static OcpiParty? Of(OcpiTariff? tariff)
    {
        return tariff == null ? null : new OcpiParty(tariff.CountryCode, tariff.PartyId);
    }
}
