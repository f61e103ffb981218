using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>
/// Reads min_price and max_price. OCPI lets incl_vat be left out and does not say what then: it is worked out where the tariff has one VAT
/// rate (reservation elements apart), rounded half up to 6 decimals, and asked for where rates differ.
/// </summary>
internal static class OcpiPriceReader
{
    private const decimal BoundMax = Tariff.BoundMaxMicros / 1_000_000m;

    /// <summary>Reads a price of the tariff; null when it is left out or wrong.</summary>
    public static OcpiPrice? Read(JsonMembers root, string name, IReadOnlyList<OcpiTariffElement> elements)
    {
        JsonMembers? members = root.Object(name);
        if (members is null)
        {
            return null;
        }

        decimal? excl = members.Number("excl_vat", 0, BoundMax, 6, isRequired: true);
        decimal? incl = members.Number("incl_vat", 0, BoundMax, 6);
        if (incl < excl)
        {
            members.Refuse("incl_vat", "lies below excl_vat");
        }

        if (!members.Has("incl_vat") && excl is not null)
        {
            incl = Derive(members, excl.Value, elements);
        }

        return excl is null || incl is null ? null : new OcpiPrice(excl.Value, incl.Value);
    }

    private static decimal? Derive(JsonMembers members, decimal excl, IReadOnlyList<OcpiTariffElement> elements)
    {
        List<decimal> rates = [.. elements
            .Where(element => !element.IsReservationOnly)
            .SelectMany(element => element.PriceComponents)
            .Select(component => component.Vat ?? 0)
            .Distinct()];
        if (rates.Count > 1)
        {
            members.Refuse(
                "incl_vat",
                $"is missing, and cannot be worked out because the VAT rates differ "
                    + $"({string.Join(", ", rates.Select(rate => $"{rate} %"))})");
            return null;
        }

        decimal rate = rates.Count == 0 ? 0 : rates[0];
        return ExactNumber.Normal(decimal.Round(excl * (100 + rate) / 100, 6, MidpointRounding.AwayFromZero));
    }
}
