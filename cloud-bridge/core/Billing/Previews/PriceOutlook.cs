using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Terms;
using NodaTime;

namespace CloudBridge.Core.Billing.Previews;

/// <summary>What a tariff costs from an instant on: all that a session can cost, one session, the prices of the next hours, and when that
/// session would cost least within 24 hours.</summary>
/// <param name="Terms">All that a session can cost that begins at the instant.</param>
/// <param name="Wish">What is charged.</param>
/// <param name="TimeZone">Zone of the tariff's times of day.</param>
/// <param name="Cost">The session that begins at the instant.</param>
/// <param name="Cheapest">The cheapest whole session within the next 24 hours; null when it takes longer.</param>
/// <param name="Curve">The prices, including VAT.</param>
public sealed record PriceOutlook(
    TariffTerms Terms,
    ChargeWish Wish,
    string TimeZone,
    PreviewedCost Cost,
    PreviewedCost? Cheapest,
    IReadOnlyList<PriceStep> Curve)
{
    private const long MsPerHour = 3600000;

    /// <summary>Hours that a curve may show.</summary>
    public const int HoursMax = 48;

    /// <summary>The outlook from an instant on, with a curve of so many hours.</summary>
    public static PriceOutlook Of(OcpiTariff tariff, DateTimeZone zone, ChargeWish wish, Instant start, int hours)
    {
        ArgumentNullException.ThrowIfNull(zone);
        TariffPreview preview = new(tariff, zone, start);
        long startUtcMs = start.ToUnixTimeMilliseconds();
        return new PriceOutlook(
            TariffTerms.Of(tariff, zone, start),
            wish,
            zone.Id,
            preview.CostAt(wish, startUtcMs),
            preview.Cheapest(wish, startUtcMs, startUtcMs + (24 * MsPerHour)),
            preview.Curve(wish, startUtcMs, startUtcMs + (Math.Clamp(hours, 1, HoursMax) * MsPerHour)));
    }
}
