using System.Data.Common;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Settings;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hardware.Bench.Season;

/// <summary>The bridge's own way from a message to a bill on a set clock, without a broker: writer, decoder, chain, register,
/// pricing.</summary>
public sealed class SeasonBridge : IAsyncDisposable
{
    private const int Batch = 1000;
    private const int WaitingMax = 4 * Batch;

    private readonly BridgeSettings _settings;
    private readonly SeasonClock _clock;
    private readonly Database _database;
    private readonly IngestWriter _writer;
    private readonly Queue<Task<IngestOutcome>> _waiting = [];

    /// <summary>Opens a database that is empty, or makes it.</summary>
    /// <exception cref="RefusedException">It cannot be opened.</exception>
    public SeasonBridge(BridgeSettings settings, SeasonClock clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _clock = clock;
        _database = new Database(settings.Database);
        _database.Migrate();
        Chargers = new ChargerRegistry(_database, clock);
        Tariffs = new TariffBook(_database, clock, settings.Operator.Currency);
        IngestStore store = new(_database);
        SessionIngestor sessions = new(
            store,
            Chargers,
            new SessionRater(Tariffs),
            new BillMaker(settings.Operator),
            settings.Operator.BillNumberPrefix);
        settings.Writer.BatchMax = Batch;
        _writer = new IngestWriter(store, sessions, settings.Writer, Totals.Add, NullLogger.Instance);
    }

    /// <summary>The chargers.</summary>
    public ChargerRegistry Chargers { get; }

    /// <summary>The tariffs.</summary>
    public TariffBook Tariffs { get; }

    /// <summary>What came of the messages; complete after <see cref="FlushAsync"/>.</summary>
    public SeasonTotals Totals { get; } = new();

    /// <summary>The bridge that a season is made and shown with.</summary>
    public static BridgeSettings SettingsOf(SeasonSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new BridgeSettings
        {
            Database = settings.Database,
            Mqtt = { MqttPort = 0 },
            Pages = { PagesUrl = $"http://localhost:{settings.PagesPort}" },
            Operator =
            {
                TimeZone = SeasonSite.All[0].ZoneName,
                IssuerName = "Stadtstrom Season GmbH",
                IssuerAddress = "Ladestrasse 1",
                IssuerVatNumber = "DE000000000",
                BillNumberPrefix = "S-",
            },
        };
    }

    /// <summary>Whether nothing is in the database yet.</summary>
    public bool IsEmpty()
    {
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>(
                "SELECT (SELECT COUNT(*) FROM charger) + (SELECT COUNT(*) FROM bill) + (SELECT COUNT(*) FROM tariff)"
            ) == 0;
    }

    /// <summary>Adds chargers, places and accounts, and who owns and claims what.</summary>
    public void Settle(SeasonWorld world)
    {
        new SeasonParties(_database, _settings.Operator, Chargers, _clock).Enter(world);
    }

    /// <summary>Says what energy, sites and chargers cost.</summary>
    public void SetCosts(SeasonWorld world, TariffShelf tariffs)
    {
        SeasonCosts.Enter(_database, _clock, world, tariffs);
    }

    /// <summary>Who corrects bills and makes statements while the messages come.</summary>
    public SeasonOffice OfficeOf(SeasonWorld world, TariffShelf tariffs, Dice dice)
    {
        return new SeasonOffice(_database, _settings, _clock, world, tariffs, dice);
    }

    /// <summary>Takes a message; waits now and then until earlier ones are committed.</summary>
    /// <exception cref="NotCommittedException">The database refused.</exception>
    public async Task TakeAsync(ChargerMessage message, CancellationToken cancelled)
    {
        _waiting.Enqueue(await _writer.EnqueueAsync(DecodedMessage.Of(message), cancelled));
        if (_waiting.Count > WaitingMax)
        {
            await _waiting.Dequeue();
        }
    }

    /// <summary>Waits until all are committed.</summary>
    /// <exception cref="NotCommittedException">The database refused.</exception>
    public async Task FlushAsync()
    {
        while (_waiting.TryDequeue(out Task<IngestOutcome>? taken))
        {
            await taken;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
    }
}
