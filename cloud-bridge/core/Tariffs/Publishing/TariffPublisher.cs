using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Tariffs.Ocpi;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>Publishes tariffs and takes them back: the one way behind pages, API and command line.</summary>
public sealed class TariffPublisher
{
    private readonly TariffBook _book;
    private readonly PlaceHistory _places;
    private readonly ITariffDelivery? _delivery;
    private readonly TimeProvider _clock;

    /// <summary>Over a book; without a delivery the bridge that runs on the same database delivers within seconds.</summary>
    public TariffPublisher(TariffBook book, PlaceHistory places, ITariffDelivery? delivery, TimeProvider clock)
    {
        _book = book;
        _places = places;
        _delivery = delivery;
        _clock = clock;
    }

    private Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    /// <summary>Publishes OCPI JSON; when it returns, the chargers have been sent it as far as they can be reached.</summary>
    public async Task<TariffPublication> PublishAsync(
        ReadOnlyMemory<byte> ocpiJson,
        string timeZone,
        TariffOrder order,
        CancellationToken cancellationToken)
    {
        TariffScope? scope = ScopeOf(order, out TariffPublication? refused);
        if (scope == null)
        {
            return refused!;
        }

        // A zone that is none is a defect of the tariff, told with all its others.
        DateTimeZone zone = ZoneName.TryFind(timeZone, out DateTimeZone? known, out _) ? known! : DateTimeZone.Utc;
        Instant? from = StartTime.Read(order.From, zone, Now, out string problem);
        if (from == null)
        {
            return new TariffPublication { Problem = problem };
        }

        return await PublishAsync(ocpiJson, timeZone, from.Value, scope, order.By, cancellationToken);
    }

    /// <summary>Publishes OCPI JSON for a scope that is known to be meant, also for a charger that is added later.</summary>
    public async Task<TariffPublication> PublishAsync(
        ReadOnlyMemory<byte> ocpiJson, string timeZone, Instant from, TariffScope scope, string by, CancellationToken cancellationToken)
    {
        if (_book.TryRead(ocpiJson.Span, timeZone, out OcpiTariff? text, out _, out _))
        {
            from = TariffValidity.BeginOf(text!, from);
        }

        PublishedTariff? tariff = _book.Publish(ocpiJson.Span, timeZone, from, scope, by, out IReadOnlyList<TariffDefect> defects);
        if (tariff != null)
        {
            await DeliverAsync(cancellationToken);
        }

        return new TariffPublication { Tariff = tariff, Scope = scope, From = from, Defects = defects };
    }

    /// <summary>Takes back what a scope was given: what is less specific holds there then. Local time is that of the tariff taken
    /// back.</summary>
    public async Task<TariffPublication> WithdrawAsync(TariffOrder order, CancellationToken cancellationToken)
    {
        TariffScope? scope = ScopeOf(order, out TariffPublication? refused);
        if (scope == null)
        {
            return refused!;
        }

        Instant? from = StartTime.Read(order.From, ZoneOf(scope), Now, out string problem);
        if (from == null)
        {
            return new TariffPublication { Problem = problem };
        }

        if (!_book.TryWithdraw(scope, from.Value, order.By))
        {
            return new TariffPublication { Problem = $"There is no tariff for {scope.Words} to take back" };
        }

        await DeliverAsync(cancellationToken);
        return new TariffPublication { Scope = scope, From = from.Value };
    }

    /// <summary>Whom an order is for; null with what is wrong.</summary>
    public TariffScope? ScopeOf(TariffOrder order, out TariffPublication? refused)
    {
        ArgumentNullException.ThrowIfNull(order);
        TariffScope? scope = TariffScope.Read(order.ChargerId, order.SiteId, order.ConnectorType, out string defect);
        string? missing = scope == null ? null : _places.FindMissing(scope);
        refused =
            scope == null ? new TariffPublication { Problem = defect }
            : missing == null ? null
            : new TariffPublication { Problem = missing, IsMissing = true };
        return refused == null ? scope : null;
    }

    private DateTimeZone ZoneOf(TariffScope scope)
    {
        TariffAssignment? last = _book.Plan().NowAndLater().LastOrDefault(row => row.Scope == scope);
        string? zone = last == null ? null : _book.Find(last.TariffId, last.Version)?.TimeZone;
        return zone == null ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb[zone];
    }

    private Task DeliverAsync(CancellationToken cancellationToken)
    {
        return _delivery?.DeliverAsync(cancellationToken) ?? Task.CompletedTask;
    }
}
