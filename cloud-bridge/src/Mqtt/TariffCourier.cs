using System.Collections.Concurrent;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Work;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Mqtt;

/// <summary>
/// Sees to it that each charger's retained tariff is the one the book has for it. It looks at the book when told to and every few seconds,
/// because another process may have published or added a charger, a planned tariff may have come to hold, and a charger may have moved; it
/// delivers all again after each connection to the broker, because a broker that was restarted may have lost what it kept. Where the book
/// has nothing for a charger, what the broker keeps is cleared by an empty message: a charger that knows no tariff yet is not to learn one
/// that was taken back.
/// </summary>
public sealed partial class TariffCourier : ITariffDelivery, IAsyncDisposable
{
    private const string RenewalWords = "the renewal of tariffs";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly TariffBook _book;
    private readonly TariffRenewal _renewal;
    private readonly PlaceHistory _places;
    private readonly ChargerRegistry _chargers;
    private readonly IBroker _broker;
    private readonly ILogger _log;
    private readonly SentNumbers _numbers;
    private readonly ConcurrentDictionary<string, Delivered> _delivered = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);
    private readonly WorkLoop _loop;
    private Sight _seen;
    private int _waitingCount;

    /// <summary>A courier from a book to the chargers of a registry.</summary>
    public TariffCourier(
        TariffBook book,
        TariffRenewal renewal,
        PlaceHistory places,
        ChargerRegistry chargers,
        SentNumbers numbers,
        IBroker broker,
        ILogger log)
    {
        _numbers = numbers;
        _book = book;
        _renewal = renewal;
        _places = places;
        _chargers = chargers;
        _broker = broker;
        _log = log;
        _loop = new WorkLoop("tariff courier", LookAsync, Pause, log) { StorageFailed = LogStorageFailure };
    }

    /// <summary>Chargers whose tariff in force could not be sent at the last try.</summary>
    public int WaitingCount => Volatile.Read(ref _waitingCount);

    /// <summary>Tariffs in force whose table of local time runs out and that cannot be published again.</summary>
    public int OutdatedCount => _renewal.DefectCount;

    /// <summary>Beats each time the courier looks.</summary>
    public Heartbeat? Heartbeat { get; init; }

    /// <summary>Renews and delivers everything once, then keeps looking.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // A defect of one tariff is told and keeps no bridge from its start; a database that is away does.
        await _loop.TryAsync(RenewalWords, RenewAsync);
        await DeliverAsync(cancellationToken);
        _loop.Heartbeat = Heartbeat;
        _loop.Start(Pause);
    }

    /// <inheritdoc />
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            _places.Note();
            int waitingCount = 0;
            foreach (string chargerId in _chargers.Ids())
            {
                bool isDelivered = false;
                await _loop.TryAsync("charger " + chargerId, async () =>
                    isDelivered = await TryDeliverToAsync(chargerId, cancellationToken));
                waitingCount += isDelivered ? 0 : 1;
            }

            Volatile.Write(ref _waitingCount, waitingCount);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync();
        _one.Dispose();
    }

    private async Task<bool> TryDeliverToAsync(string chargerId, CancellationToken cancellationToken)
    {
        // Read before the publication: a connection that changes meanwhile costs one delivery more, never one less.
        int connectionNumber = _broker.ConnectionNumber;
        HeldTariff held = _book.HeldBy(chargerId);
        if (held.Defect != null)
        {
            // What the broker keeps for it stays: the charger goes on by the tariff that it has.
            return false;
        }

        Tariff? tariff = held.Tariff?.Device;
        RegisteredCharger? charger = _chargers.Find(chargerId);
        Delivered wanted = new(tariff?.Id ?? "", tariff?.Version ?? 0, connectionNumber, BridgeProof.MarkOf(charger));
        if (_delivered.TryGetValue(chargerId, out Delivered last) && last == wanted)
        {
            return true;
        }

        bool isSent = await _broker.TryPublishAsync(
            chargerId,
            Topic.Tariff,
            tariff == null ? [] : BridgeProof.Sign(charger, DeviceTariffJson.Write(tariff), _numbers.Next(chargerId)),
            cancellationToken);
        if (isSent)
        {
            _delivered[chargerId] = wanted;
        }

        return isSent;
    }

    private async Task<TimeSpan?> LookAsync(CancellationToken cancellationToken)
    {
        await _loop.TryAsync(RenewalWords, RenewAsync);
        _places.Note();
        Sight now = new(_book.State(), _chargers.Ids().Count, _chargers.ChangeNumber, _broker.ConnectionNumber);
        bool isAllDelivered =
            _delivered.Count >= now.Chargers && _delivered.Values.All(delivered => delivered.ConnectionNumber == now.ConnectionNumber);
        if (now != _seen || !isAllDelivered)
        {
            await DeliverAsync(cancellationToken);
        }

        _seen = now;
        return Pause;
    }

    private Task RenewAsync()
    {
        _renewal.RenewNowAndThen();
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "Tariffs wait, because the database is away: {Cause}")]
    private partial void LogStorageFailure(string cause);

    private readonly record struct Sight(TariffState? State, int Chargers, long KeyChangeNumber, int ConnectionNumber);

    private readonly record struct Delivered(string Id, int Version, int ConnectionNumber, string KeyMark);
}
