using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using Firmware.Core.Tariffs;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Web.Ocpi;

/// <summary>
/// Writes a bill as CDR of OCPI 2.2.1 (10.3.1), a credit note as credit CDR: the same as the CDR it takes back, with only total_cost
/// negative. Amounts are exact to OCPI's 4 decimals; the bill, named by invoice_reference_id, rounds its total once to the currency's.
/// </summary>
/// <remarks>
/// What OCPI requires and this system does not have: nobody shows a token, so cdr_token is the account (OTHER) or, for a session of
/// nobody's, the session (AD_HOC_USER), and auth_method WHITELIST, because no other party is asked; see
/// <see cref="OcpiCdrLocation"/> for the place.
/// </remarks>
public static class OcpiCdrWriter
{
    // OCPI allows 255 characters.
    private const string EstimatedRemark =
        "Estimated: what the record leaves open was priced at the lowest price that can have held, without billing steps. Times that were "
        + "not known are the latest possible. Priced again from this CDR it may come to more.";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The CDR as JSON.</summary>
    /// <param name="bill">The bill or credit note.</param>
    /// <param name="billed">The bill itself; for a credit note the bill it takes back.</param>
    /// <param name="tariff">The tariff it was priced with; null when nobody has it any more.</param>
    /// <param name="site">The site of the session as it is known now; null where it had none.</param>
    /// <param name="charger">The charger as it is known now; null when that is gone.</param>
    /// <param name="party">Whose CDR it is; null for the tariff's party.</param>
    public static string Write(
        Bill bill,
        Bill billed,
        PublishedTariff? tariff,
        Site? site,
        PlacedCharger? charger = null,
        OcpiParty? party = null)
    {
        ArgumentNullException.ThrowIfNull(bill);
        ArgumentNullException.ThrowIfNull(billed);
        OcpiTariff? ocpi = null;
        if (tariff != null)
        {
            OcpiTariffReader.TryRead(Encoding.UTF8.GetBytes(tariff.OcpiJson), out ocpi, out _);
        }

        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            party ??= OcpiParty.Of(ocpi);
            WriteHead(json, bill, billed, party);
            OcpiCdrLocation.Write(json, billed, site, charger, party);
            json.WriteString("currency", bill.Currency);
            json.WriteStartArray("tariffs");
            if (ocpi != null)
            {
                json.WriteRawValue(OcpiTariffWriter.Write(ocpi with { CountryCode = party!.CountryCode, PartyId = party.PartyId }));
            }

            json.WriteEndArray();
            WritePeriods(json, billed);
            WriteTotals(json, bill, billed);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteHead(Utf8JsonWriter json, Bill bill, Bill billed, OcpiParty? party)
    {
        party ??= new OcpiParty("XX", "XXX");
        BilledSession session = billed.Session;
        json.WriteString("country_code", party.CountryCode);
        json.WriteString("party_id", party.PartyId);
        json.WriteString("id", bill.Number);
        json.WriteString("start_date_time", TextOf(session.Start));
        json.WriteString("end_date_time", TextOf(session.End));
        json.WriteString("session_id", OcpiSessionHead.IdOf(session.SessionId));
        OcpiSessionHead.WriteToken(json, party, billed.Recipient?.AccountId, session.SessionId);
        json.WriteString("auth_method", OcpiSessionHead.AuthMethod);
    }

    // Sums are brought to 4 decimals, not periods, so that the periods add up to the totals.
    internal static void WritePeriods(Utf8JsonWriter json, Bill billed)
    {
        decimal energy = 0;
        decimal charging = 0;
        decimal parking = 0;
        json.WriteStartArray("charging_periods");
        foreach (BilledPeriod period in billed.Session.Periods)
        {
            json.WriteStartObject();
            json.WriteString("start_date_time", TextOf(period.Start));
            json.WriteStartArray("dimensions");
            // A period must have a dimension, also one in which nothing was taken.
            WriteVolume(json, "ENERGY", ref energy, period.EnergyMilliwattHours, PriceDimension.Energy, isAlways: true);
            WriteVolume(json, "TIME", ref charging, period.ChargingMs, PriceDimension.Time);
            WriteVolume(json, "PARKING_TIME", ref parking, period.ParkingMs, PriceDimension.ParkingTime);
            WriteLoad(json, "CURRENT", period.CurrentMilliamps, 1000);
            WriteLoad(json, "POWER", period.PowerMilliwatts, 1_000_000);
            json.WriteEndArray();
            json.WriteString("tariff_id", billed.Tariff.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // What decided its prices, so that a tariff by current or power prices it again to the same. Cut to 4 decimals, never up: no bound of
    // a tariff has more than 3, so none is passed.
    private static void WriteLoad(Utf8JsonWriter json, string type, long load, int perUnit)
    {
        foreach (string bound in new[] { "MIN_", "MAX_" })
        {
            json.WriteStartObject();
            json.WriteString("type", bound + type);
            json.WriteNumber("volume", ExactNumber.Normal(decimal.Truncate((decimal)load / perUnit * 10000) / 10000));
            json.WriteEndObject();
        }
    }

    private static void WriteVolume(
        Utf8JsonWriter json,
        string type,
        ref decimal sum,
        long volume,
        PriceDimension dimension,
        bool isAlways = false)
    {
        decimal before = Brought(sum, dimension);
        sum += (decimal)volume / PriceUnit.VolumePerPrice(dimension);
        if (volume > 0 || isAlways)
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteNumber("volume", ExactNumber.Normal(Brought(sum, dimension) - before));
            json.WriteEndObject();
        }
    }

    private static void WriteTotals(Utf8JsonWriter json, Bill bill, Bill billed)
    {
        bool isCredit = bill.Kind == BillKind.CreditNote;
        int sign = isCredit ? -1 : 1;
        (decimal excl, decimal incl) = TotalOf(billed);
        WritePrice(json, "total_cost", sign * excl, sign * incl);
        WriteCost(json, "total_fixed_cost", billed, PriceDimension.Flat);
        json.WriteNumber("total_energy", Volume(billed.Session.EnergyMilliwattHours, PriceDimension.Energy));
        WriteCost(json, "total_energy_cost", billed, PriceDimension.Energy);
        json.WriteNumber(
            "total_time",
            Volume(
                Math.Max(billed.Session.DurationMs, (long)(billed.Session.End - billed.Session.Start).TotalMilliseconds),
                PriceDimension.Time));
        WriteCost(json, "total_time_cost", billed, PriceDimension.Time);
        json.WriteNumber("total_parking_time", Volume(billed.Session.ParkingMs, PriceDimension.ParkingTime));
        WriteCost(json, "total_parking_cost", billed, PriceDimension.ParkingTime);
        if (bill.IsEstimated)
        {
            json.WriteString("remark", EstimatedRemark);
        }

        json.WriteString("invoice_reference_id", bill.Number);
        if (isCredit)
        {
            json.WriteBoolean("credit", true);
            json.WriteString("credit_reference_id", bill.CorrectsNumber);
        }

        json.WriteString("last_updated", TextOf(bill.Issued));
    }

    // Exact, with more decimals than the bill, wherever the bill is only rounded. Where the bounds of a tariff contradict the VAT of what
    // was used, the bill costs less than both bounds by themselves would say, and so does its CDR.
    private static (decimal Excl, decimal Incl) TotalOf(Bill billed)
    {
        decimal unit = 1;
        for (int i = 0; i < billed.CurrencyDecimals; i++)
        {
            unit /= 10;
        }

        (decimal Excl, decimal Incl) exact = (billed.TotalExclMicros / 1000000m, billed.TotalInclMicros / 1000000m);
        (decimal Excl, decimal Incl) rounded = (billed.TotalExclMinor * unit, billed.TotalInclMinor * unit);
        decimal roundingMax = unit * billed.Lines.Select(line => line.Rate).Distinct().Count();
        bool isRounded = Math.Abs(exact.Excl - rounded.Excl) <= unit && Math.Abs(exact.Incl - rounded.Incl) <= unit + roundingMax;
        return isRounded ? exact : rounded;
    }

    private static void WriteCost(Utf8JsonWriter json, string name, Bill billed, PriceDimension dimension)
    {
        decimal excl = 0;
        decimal vat = 0;
        foreach (BillLine line in billed.Lines.Where(line => line.Element != null && line.Kind == dimension.ToString()))
        {
            decimal amount = (decimal)line.BilledVolume * line.PriceMicros / 1000000 / PriceUnit.VolumePerPrice(dimension);
            excl += amount;
            vat += amount * line.VatPpm / 1000000;
        }

        WritePrice(json, name, excl, excl + vat);
    }

    internal static void WritePrice(Utf8JsonWriter json, string name, decimal excl, decimal incl)
    {
        json.WriteStartObject(name);
        json.WriteNumber("excl_vat", ExactNumber.Normal(Rounded(excl)));
        json.WriteNumber("incl_vat", ExactNumber.Normal(Rounded(incl)));
        json.WriteEndObject();
    }

    internal static decimal Volume(long volume, PriceDimension dimension)
    {
        return ExactNumber.Normal(Brought((decimal)volume / PriceUnit.VolumePerPrice(dimension), dimension));
    }

    // Energy is cut: what lies below the last decimal begins no step on the bill, so it must not begin one here.
    private static decimal Brought(decimal volume, PriceDimension dimension)
    {
        return dimension == PriceDimension.Energy ? decimal.Truncate(volume * 10000) / 10000 : Rounded(volume);
    }

    private static decimal Rounded(decimal value)
    {
        return decimal.Round(value, 4, MidpointRounding.AwayFromZero);
    }

    internal static string TextOf(DateTimeOffset time)
    {
        return InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'").Format(Instant.FromDateTimeOffset(time));
    }
}
