using System.Text;
using System.Text.Json;
using CloudBridge.Core.Foundation.Words;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>
/// Reads an OCPI 2.2.1 tariff and refuses what cannot be priced, with all defects at once. Members it does not know are ignored.
/// </summary>
public static class OcpiTariffReader
{
    /// <summary>A larger text is refused unread.</summary>
    public const int BytesMax = 256 * 1024;

    private const int AltTextCountMax = 50;

    /// <summary>Reads a tariff; false, no tariff and at least one defect when it is refused.</summary>
    public static bool TryRead(string json, out OcpiTariff? tariff, out IReadOnlyList<TariffDefect> defects)
    {
        ArgumentNullException.ThrowIfNull(json);
        return TryRead(Encoding.UTF8.GetBytes(json), out tariff, out defects);
    }

    /// <summary>Reads a tariff; false, no tariff and at least one defect when it is refused.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out OcpiTariff? tariff, out IReadOnlyList<TariffDefect> defects)
    {
        TariffDefectList found = new();
        tariff = null;
        defects = found.All;
        using JsonDocument? document = OcpiJson.Open(json, BytesMax, found);
        if (document is null)
        {
            return false;
        }

        OcpiTariff candidate = Read(new JsonMembers(document.RootElement, "$", found));
        tariff = found.IsEmpty ? candidate : null;
        return found.IsEmpty;
    }

    private static OcpiTariff Read(JsonMembers root)
    {
        List<OcpiTariffElement> elements = [.. root
            .Objects("elements", Tariff.ElementCountMax, isRequired: true, whyNoMore: "the charger can hold")
            .Select(OcpiElementReader.Read)];
        OcpiTariff tariff = new()
        {
            CountryCode = ReadLetters(root, "country_code", 2),
            PartyId = root.Text("party_id", 3, isRequired: true) ?? "",
            Id = root.Text("id", 36, isRequired: true) ?? "",
            Currency = ReadCurrency(root),
            Type = root.Word("type", OcpiWords.Types),
            AltTexts = [.. root.Objects("tariff_alt_text", AltTextCountMax).Select(ReadAltText)],
            AltUrl = root.Text("tariff_alt_url", 255),
            MinPrice = OcpiPriceReader.Read(root, "min_price", elements),
            MaxPrice = OcpiPriceReader.Read(root, "max_price", elements),
            Elements = elements,
            StartDateTime = root.Time("start_date_time"),
            EndDateTime = root.Time("end_date_time"),
            LastUpdated = root.Time("last_updated", isRequired: true) ?? Instant.MinValue,
        };
        CheckBounds(root, tariff);
        return tariff;
    }

    /// <summary>A currency that ISO 4217 knows; an empty text, and a defect, otherwise.</summary>
    internal static string ReadCurrency(JsonMembers members)
    {
        string? code = members.Text("currency", 3, isRequired: true);
        if (code is not null && !CurrencyTable.TryGetDecimals(code, out _))
        {
            members.Refuse("currency", $"\"{code}\" is not a currency of ISO 4217 (EUR, USD, ...)");
        }

        return code ?? "";
    }

    private static string ReadLetters(JsonMembers members, string name, int length)
    {
        string? text = members.Text(name, length, isRequired: true);
        if (text is not null && (text.Length != length || !text.All(char.IsAsciiLetter)))
        {
            members.Refuse(name, $"\"{text}\" is not {length} letters");
        }

        return text ?? "";
    }

    private static OcpiDisplayText ReadAltText(JsonMembers members)
    {
        return new OcpiDisplayText(ReadLetters(members, "language", 2), members.Text("text", 512, isRequired: true) ?? "");
    }

    private static void CheckBounds(JsonMembers root, OcpiTariff tariff)
    {
        if (tariff.MinPrice?.ExclVat > tariff.MaxPrice?.ExclVat)
        {
            root.Refuse("max_price.excl_vat", "lies below min_price.excl_vat");
        }

        if (tariff.MinPrice?.InclVat > tariff.MaxPrice?.InclVat)
        {
            root.Refuse("max_price.incl_vat", "lies below min_price.incl_vat");
        }

        if (tariff.EndDateTime <= tariff.StartDateTime)
        {
            root.Refuse("end_date_time", "is not after start_date_time");
        }

        if (tariff.Elements.Count > 0 && tariff.Elements.All(element => element.IsReservationOnly))
        {
            root.Refuse("elements", "all price reservations only; a tariff without charge has one FLAT component of 0.00");
        }
    }
}
