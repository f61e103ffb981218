using CloudBridge.Core.Tariffs.Terms;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>What a session can cost at a charger, told from the tariff that is published for it.</summary>
public static class ChargerTerms
{
    /// <summary>The terms for a session that begins at a charger at an instant, and until when they are planned to hold; null without a
    /// tariff.</summary>
    public static TariffTerms? At(TariffBook book, string chargerId, Instant instant)
    {
        ArgumentNullException.ThrowIfNull(book);
        PublishedTariff? tariff = book.InForce(chargerId, instant.ToUnixTimeMilliseconds());
        return tariff == null ? null : Of(tariff, instant, ReplacedAt(book, chargerId, tariff, instant));
    }

    /// <summary>The terms of a tariff for a session that begins, or goes on, at an instant.</summary>
    public static TariffTerms Of(PublishedTariff tariff, Instant instant, Instant? replaced = null)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        DateTimeZone zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(tariff.TimeZone) ?? DateTimeZone.Utc;
        return TariffTerms.Of(tariff.Ocpi(), zone, instant, replaced);
    }

    // A renewed version has the same prices for the same zone: it replaces nothing.
    private static Instant? ReplacedAt(TariffBook book, string chargerId, PublishedTariff tariff, Instant instant)
    {
        long utcMs = instant.ToUnixTimeMilliseconds();
        IReadOnlyList<TariffAssignment> rows = book.AssignmentsAt(chargerId, utcMs);
        PlannedChange? next = AssignmentTimeline.NextAfter(rows, utcMs);
        while (next?.Then != null && book.Find(next.Then.TariffId, next.Then.Version) is { } then
            && then.Device.Hash == tariff.Device.Hash && then.TimeZone == tariff.TimeZone)
        {
            next = AssignmentTimeline.NextAfter(rows, next.FromUtcMs);
        }

        return next == null ? null : Instant.FromUnixTimeMilliseconds(next.FromUtcMs);
    }
}
