using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>
/// Writes a tariff as OCPI 2.2.1 JSON in one canonical form: members in the specification's order, numbers without zeros at their end,
/// what is left out left out. Equal tariffs have equal texts; the hash of the device form is taken from it.
/// </summary>
public static class OcpiTariffWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The tariff as UTF-8 JSON.</summary>
    public static byte[] Write(OcpiTariff tariff)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            WriteTariff(json, tariff);
        }

        return stream.ToArray();
    }

    private static void WriteTariff(Utf8JsonWriter json, OcpiTariff tariff)
    {
        json.WriteStartObject();
        json.WriteString("country_code", tariff.CountryCode);
        json.WriteString("party_id", tariff.PartyId);
        json.WriteString("id", tariff.Id);
        json.WriteString("currency", tariff.Currency);
        WriteWord(json, "type", OcpiWords.Types, tariff.Type);
        WriteAltTexts(json, tariff.AltTexts);
        WriteText(json, "tariff_alt_url", tariff.AltUrl);
        WritePrice(json, "min_price", tariff.MinPrice);
        WritePrice(json, "max_price", tariff.MaxPrice);
        json.WriteStartArray("elements");
        foreach (OcpiTariffElement element in tariff.Elements)
        {
            WriteElement(json, element);
        }

        json.WriteEndArray();
        WriteText(json, "start_date_time", Format(tariff.StartDateTime));
        WriteText(json, "end_date_time", Format(tariff.EndDateTime));
        WriteText(json, "last_updated", Format(tariff.LastUpdated));
        json.WriteEndObject();
    }

    private static void WriteAltTexts(Utf8JsonWriter json, IReadOnlyList<OcpiDisplayText> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tariff_alt_text");
        foreach (OcpiDisplayText text in texts)
        {
            json.WriteStartObject();
            json.WriteString("language", text.Language);
            json.WriteString("text", text.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteElement(Utf8JsonWriter json, OcpiTariffElement element)
    {
        json.WriteStartObject();
        json.WriteStartArray("price_components");
        foreach (OcpiPriceComponent component in element.PriceComponents)
        {
            json.WriteStartObject();
            json.WriteString("type", OcpiWords.Of(OcpiWords.Dimensions, component.Type));
            WriteNumber(json, "price", component.Price);
            WriteNumber(json, "vat", component.Vat);
            WriteNumber(json, "step_size", component.StepSize);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (element.Restrictions is not null)
        {
            json.WriteStartObject("restrictions");
            WriteRestrictions(json, element.Restrictions);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteRestrictions(Utf8JsonWriter json, OcpiRestrictions restrictions)
    {
        WriteText(json, "start_time", Format(restrictions.StartMinute));
        WriteText(json, "end_time", Format(restrictions.EndMinute));
        WriteText(json, "start_date", Format(restrictions.StartDate));
        WriteText(json, "end_date", Format(restrictions.EndDate));
        WriteNumber(json, "min_kwh", restrictions.MinKwh);
        WriteNumber(json, "max_kwh", restrictions.MaxKwh);
        WriteNumber(json, "min_current", restrictions.MinCurrent);
        WriteNumber(json, "max_current", restrictions.MaxCurrent);
        WriteNumber(json, "min_power", restrictions.MinPower);
        WriteNumber(json, "max_power", restrictions.MaxPower);
        WriteNumber(json, "min_duration", restrictions.MinDuration);
        WriteNumber(json, "max_duration", restrictions.MaxDuration);
        if (restrictions.DaysOfWeek.Count > 0)
        {
            json.WriteStartArray("day_of_week");
            foreach (IsoDayOfWeek day in restrictions.DaysOfWeek)
            {
                json.WriteStringValue(OcpiWords.Of(OcpiWords.Days, day));
            }

            json.WriteEndArray();
        }

        WriteWord(json, "reservation", OcpiWords.Reservations, restrictions.Reservation);
    }

    private static void WritePrice(Utf8JsonWriter json, string name, OcpiPrice? price)
    {
        if (price is not null)
        {
            json.WriteStartObject(name);
            WriteNumber(json, "excl_vat", price.ExclVat);
            WriteNumber(json, "incl_vat", price.InclVat);
            json.WriteEndObject();
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is not null)
        {
            json.WriteNumber(name, ExactNumber.Normal(value.Value));
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteWord<T>(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, T> words, T? value)
        where T : struct
    {
        WriteText(json, name, value is null ? null : OcpiWords.Of(words, value.Value));
    }

    private static string? Format(Instant? value)
    {
        return value is null ? null : InstantPattern.ExtendedIso.Format(value.Value);
    }

    private static string? Format(LocalDate? value)
    {
        return value is null ? null : LocalDatePattern.Iso.Format(value.Value);
    }

    private static string? Format(int? minute)
    {
        return minute is null ? null : string.Create(CultureInfo.InvariantCulture, $"{minute / 60 % 24:00}:{minute % 60:00}");
    }
}
