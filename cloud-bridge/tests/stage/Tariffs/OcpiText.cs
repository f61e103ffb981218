using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Stage.Tariffs;

/// <summary>OCPI texts of the tests, and the way from them to a tariff that must be good.</summary>
internal static class OcpiText
{
    /// <summary>A whole tariff around the JSON of its elements.</summary>
    public static string Tariff(string elements, string more = "")
    {
        return $$"""
            { "country_code": "DE", "party_id": "ALL", "id": "test", "currency": "EUR", {{more}}
              "elements": [{{elements}}], "last_updated": "2019-01-01T00:00:00Z" }
            """;
    }

    /// <summary>An element with one component and perhaps restrictions.</summary>
    public static string Element(string type, string price, string restrictions = "", int stepSize = 1)
    {
        string tail = restrictions.Length == 0 ? "" : $", \"restrictions\": {{ {restrictions} }}";
        return $$"""{ "price_components": [ { "type": "{{type}}", "price": {{price}}, "step_size": {{stepSize}} } ]{{tail}} }""";
    }

    /// <summary>The tariff of a text without defects.</summary>
    public static OcpiTariff Read(string json)
    {
        bool isRead = OcpiTariffReader.TryRead(json, out OcpiTariff? tariff, out IReadOnlyList<TariffDefect> defects);
        Assert.IsTrue(isRead, string.Join("\n", defects));
        return tariff!;
    }

    /// <summary>The device form of a tariff that must compile, for a zone and a year from an instant.</summary>
    public static Tariff Compile(OcpiTariff tariff, DateTimeZone zone, Instant from)
    {
        bool isCompiled = DeviceTariffCompiler.TryCompile(
            tariff,
            zone,
            from,
            1,
            out Tariff? device,
            out IReadOnlyList<TariffDefect> defects);
        Assert.IsTrue(isCompiled, string.Join("\n", defects));
        return device!;
    }
}
