using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace Hardware.Bench.Chaos.Money;

/// <summary>
/// A tariff read from its OCPI text a second time: decimals and the zone itself, no code of the engine's or the bridge's. It knows prices
/// by the time of day and no more; what it does not know it refuses to read, so that nothing is priced by half.
/// </summary>
public sealed class PlainTariff
{
    private readonly List<PlainPrice> _prices = [];
    private readonly DateTimeZone _zone;

    private PlainTariff(string zoneName)
    {
        _zone = DateTimeZoneProviders.Tzdb[zoneName];
    }

    /// <summary>The one rate of VAT, as a fraction.</summary>
    public decimal Vat { get; private set; }

    /// <summary>Reads it.</summary>
    /// <exception cref="NotSupportedException">It has what is not read here.</exception>
    public static PlainTariff Read(ReadOnlyMemory<byte> ocpi, string zoneName)
    {
        PlainTariff tariff = new(zoneName);
        using JsonDocument text = JsonDocument.Parse(ocpi);
        Refuse(text.RootElement, ["country_code", "party_id", "id", "currency", "type", "tariff_alt_text", "elements", "last_updated"]);
        List<decimal> rates = [];
        int index = 0;
        foreach (JsonElement element in text.RootElement.GetProperty("elements").EnumerateArray())
        {
            Refuse(element, ["price_components", "restrictions"]);
            (LocalTime From, LocalTime Until)? hours = HoursOf(element);
            foreach (JsonElement component in element.GetProperty("price_components").EnumerateArray())
            {
                Refuse(component, ["type", "price", "vat", "step_size"]);
                rates.Add(component.GetProperty("vat").GetDecimal() / 100);
                tariff._prices.Add(
                    new PlainPrice(
                        index,
                        component.GetProperty("type").GetString()!,
                        component.GetProperty("price").GetDecimal(),
                        component.GetProperty("step_size").GetInt32(),
                        hours));
            }

            index++;
        }

        if (rates.Distinct().Count() != 1)
        {
            throw new NotSupportedException("One rate of VAT is read here, not several.");
        }

        tariff.Vat = rates[0];
        return tariff;
    }

    /// <summary>The price of a dimension at an instant: of the first element in force that has one; null when none has.</summary>
    public PlainPrice? PriceAt(string dimension, Instant at)
    {
        LocalTime time = at.InZone(_zone).TimeOfDay;
        return _prices.FirstOrDefault(price => price.Dimension == dimension && price.IsInForce(time));
    }

    /// <summary>The lowest and the highest price of a dimension at any minute of a time; 0 where it has none.</summary>
    public (decimal Least, decimal Most) PricesWithin(string dimension, Instant from, Instant until)
    {
        // Prices go round with the day, and the day may have 25 hours.
        Instant end = Instant.Min(until, from + Duration.FromHours(26));
        decimal least = PriceAt(dimension, from)?.Amount ?? 0;
        decimal most = least;
        for (Instant at = from; at < end; at += Duration.FromMinutes(1))
        {
            Widen(at);
        }

        Widen(end);
        return (least, most);

        void Widen(Instant at)
        {
            decimal price = PriceAt(dimension, at)?.Amount ?? 0;
            least = Math.Min(least, price);
            most = Math.Max(most, price);
        }
    }

    /// <summary>The lowest and the highest price of a dimension at any time of day.</summary>
    public (decimal Least, decimal Most) PricesOfDay(string dimension)
    {
        Instant day = Instant.FromUtc(2026, 1, 1, 0, 0);
        return PricesWithin(dimension, day, day + Duration.FromHours(24));
    }

    /// <summary>The largest step of a dimension, in its unit.</summary>
    public int StepMax(string dimension)
    {
        return _prices.Where(price => price.Dimension == dimension).Select(price => price.Step).DefaultIfEmpty(0).Max();
    }

    private static (LocalTime From, LocalTime Until)? HoursOf(JsonElement element)
    {
        if (!element.TryGetProperty("restrictions", out JsonElement restrictions))
        {
            return null;
        }

        Refuse(restrictions, ["start_time", "end_time"]);
        return (TimeOf(restrictions.GetProperty("start_time")), TimeOf(restrictions.GetProperty("end_time")));
    }

    private static LocalTime TimeOf(JsonElement text)
    {
        string[] parts = text.GetString()!.Split(':');
        return new LocalTime(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static void Refuse(JsonElement element, string[] known)
    {
        foreach (JsonProperty member in element.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            throw new NotSupportedException($"{member.Name} is not read here.");
        }
    }
}

/// <summary>One price of a tariff.</summary>
/// <param name="Element">Index of its element.</param>
/// <param name="Dimension">FLAT, ENERGY, TIME or PARKING_TIME.</param>
/// <param name="Amount">Net for a piece, kWh or hour.</param>
/// <param name="Step">Step in Wh or seconds.</param>
/// <param name="Hours">When it holds, local time; null for always.</param>
public sealed record PlainPrice(int Element, string Dimension, decimal Amount, int Step, (LocalTime From, LocalTime Until)? Hours)
{
    /// <summary>Whether it holds at a time of day; hours may go over midnight.</summary>
    public bool IsInForce(LocalTime time)
    {
        return Hours is not { } hours
            || (hours.From < hours.Until ? time >= hours.From && time < hours.Until : time >= hours.From || time < hours.Until);
    }
}
