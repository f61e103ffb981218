using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>Reads one element of a tariff: its price components, and through <see cref="OcpiRestrictionsReader"/> when they hold.</summary>
internal static class OcpiElementReader
{
    private const decimal PriceMax = Tariff.PriceMaxMicros / 1_000_000m;
    private const int ComponentCountMax = 16;

    /// <summary>Reads an element, noting what is wrong in it.</summary>
    public static OcpiTariffElement Read(JsonMembers element)
    {
        List<OcpiPriceComponent> components = [];
        foreach (JsonMembers members in element.Objects("price_components", ComponentCountMax, isRequired: true))
        {
            OcpiPriceComponent? component = ReadComponent(members);
            if (component is not null && components.Any(other => other.Type == component.Type))
            {
                members.Refuse(
                    "type",
                    $"{OcpiWords.Of(OcpiWords.Dimensions, component.Type)} is in this element already; put the "
                        + $"second price into an element of its own");
            }
            else if (component is not null)
            {
                components.Add(component);
            }
        }

        JsonMembers? restrictions = element.Object("restrictions");
        return new OcpiTariffElement(components, restrictions is null ? null : OcpiRestrictionsReader.Read(restrictions));
    }

    private static OcpiPriceComponent? ReadComponent(JsonMembers members)
    {
        PriceDimension? type = members.Word("type", OcpiWords.Dimensions, isRequired: true);
        decimal price = members.Number("price", 0, PriceMax, 6, isRequired: true) ?? 0;
        decimal? vat = members.Number("vat", 0, 100, 4);
        decimal stepMax = PriceUnit.StepMax(type ?? PriceDimension.Time) / 1000;
        decimal step = members.Number("step_size", 0, stepMax, 0, isRequired: true) ?? 0;
        return type is null ? null : new OcpiPriceComponent(type.Value, price, vat, (int)step);
    }
}
