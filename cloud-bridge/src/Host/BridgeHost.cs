using System.Net;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Doors;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Operations.Claims;
using CloudBridge.Core.Operations.Incidents.Judging;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Registry.Issuers;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.HomeAssistant;
using CloudBridge.Mqtt;
using CloudBridge.Settings;
using CloudBridge.Web.Http;
using CloudBridge.Web.Ocpi.Partners;
using CloudBridge.Web.Server;
using Firmware.Core.Messaging;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CloudBridge.Host;

/// <summary>One running bridge: broker, writer, pages and API in this process. Several may run beside each other on their own databases and
/// ports.</summary>
public sealed partial class BridgeHost : IAsyncDisposable
{
    private readonly IBroker _broker;
    private readonly IngestWriter _writer;
    private readonly ReceiptSender _receipts;
    private readonly TariffCourier _courier;
    private readonly IChargerCommands _commands;
    private readonly IncidentJudge _judge;
    private readonly ReceiptDebt _debt;
    private readonly KeyWatch _keys;
    private readonly HomeAnnouncer? _homes;
    private readonly MonthEnd _monthEnd;
    private readonly WaitingSessions _waiting;
    private readonly ClockKeeper _clockKeeper;
    private readonly PartnerCourier _partners;
    private readonly BridgeSettings _settings;
    private readonly WebApplication _pages;
    private readonly SummedLoggers _loggers;
    private int _isDisposed;

    private BridgeHost(BridgeSettings settings, TimeProvider clock, TimeProvider wallClock, SummedLoggers loggers)
    {
        _settings = settings;
        _loggers = loggers;
        BridgeClock bridgeClock = new(clock, settings.Mqtt.AreChargerClocksHeard);
        Database database = new(settings.Database) { Damaged = new DamagedRows(loggers.CreateLogger<DamagedRows>()) };
        database.Migrate();
        bridgeClock.Begin(new ClockStore(database).Read());
        new IssuerRegistry(database).Adopt(settings.Operator);
        FileBudget budget = FileBudget.Of(
            FileBudget.ReadLimit(),
            settings.Mqtt.IsBrokerEmbedded ? settings.Mqtt.MqttConnectionsMax : 0,
            settings.Pages.PagesConnectionsMax);
        if (budget.Warning != null)
        {
            LogFileLimit(loggers.CreateLogger<BridgeHost>(), budget.Warning);
        }

        Door door = new(
            budget.PageConnections,
            settings.Pages.PagesConnectionsPerAddress,
            IPAddress.TryParse(settings.Pages.PagesProxy, out IPAddress? proxy) ? proxy : null);
        _pages = PagesServer.Build(
            settings.Pages,
            settings.Telemetry,
            settings.Oidc,
            loggers,
            door,
            services => services.AddSingleton(budget).AddBridge(
                settings,
                database,
                bridgeClock,
                // Sign-ins too are to outlive a jump.
                ReferenceEquals(wallClock, clock) ? bridgeClock : wallClock,
                Meter));
        IServiceProvider parts = _pages.Services;
        Chargers = parts.GetRequiredService<ChargerRegistry>();
        Tariffs = parts.GetRequiredService<TariffBook>();
        Bills = parts.GetRequiredService<BillArchive>();
        Refusals = parts.GetRequiredService<BrokerRefusals>();
        Feed = parts.GetRequiredService<BillFeed>();
        Changes = parts.GetRequiredService<ChangeFeed>();
        _commands = parts.GetRequiredService<IChargerCommands>();
        // From inside out: the container ends its parts in the reverse of the order in which it made them.
        _writer = parts.GetRequiredService<IngestWriter>();
        _broker = parts.GetRequiredService<IBroker>();
        Readiness = parts.GetRequiredService<Readiness>();
        _receipts = parts.GetRequiredService<ReceiptSender>();
        _debt = parts.GetRequiredService<ReceiptDebt>();
        _keys = parts.GetRequiredService<KeyWatch>();
        Notices = parts.GetRequiredService<NoticeDesk>();
        _judge = parts.GetRequiredService<IncidentJudge>();
        _homes = parts.GetService<HomeAnnouncer>();
        _monthEnd = parts.GetRequiredService<MonthEnd>();
        _waiting = parts.GetRequiredService<WaitingSessions>();
        _clockKeeper = parts.GetRequiredService<ClockKeeper>();
        _partners = parts.GetRequiredService<PartnerCourier>();
        _courier = parts.GetRequiredService<TariffCourier>();
        // The writer commits what it has while the container ends, when nothing can be made any more.
        _ = parts.GetRequiredService<Lazy<CommitNews>>().Value;
        BridgeGauges.AddParts(Meter.Meter, _writer, _broker, _receipts, _courier, Refusals, Changes);
        BridgeGauges.AddDoor(Meter.Meter, door);
        BridgeGauges.AddClock(Meter.Meter, bridgeClock);
        new BridgeGauges(parts.GetRequiredService<StoredFigures>(), bridgeClock).AddStored(Meter.Meter);
    }

    /// <summary>Where the pages are.</summary>
    public Uri PagesAddress => PagesServer.AddressOf(_pages);

    /// <summary>Where metrics are read without a sign-in; null where setting MetricsUrl names no address.</summary>
    public Uri? MetricsAddress => ScrapePort.AddressOf(_pages, _settings.Telemetry);

    /// <summary>Where chargers connect to.</summary>
    public (string Host, int Port) Broker => _broker.Address;

    /// <summary>The chargers that may send.</summary>
    public ChargerRegistry Chargers { get; }

    /// <summary>The tariffs; to publish one use <see cref="PublishTariffAsync"/>, which also sends it.</summary>
    public TariffBook Tariffs { get; }

    /// <summary>The bills that were issued.</summary>
    public BillArchive Bills { get; }

    /// <summary>What was turned away at the MQTT side.</summary>
    public BrokerRefusals Refusals { get; }

    /// <summary>What is measured.</summary>
    public BridgeMeter Meter { get; } = new();

    /// <summary>Whether everything works; loops of further parts are watched through it.</summary>
    public Readiness Readiness { get; }

    /// <summary>How often the database refused a transaction of the writer since the start; its messages were not acknowledged.</summary>
    public long StorageFailures => _writer.StorageFailures;

    /// <summary>What is billed and held, as it is committed.</summary>
    public BillFeed Feed { get; }

    /// <summary>Which chargers have news, for open pages.</summary>
    public ChangeFeed Changes { get; }

    /// <summary>Tells people and systems of incidents.</summary>
    public NoticeDesk Notices { get; }

    /// <summary>Every path that pages and API answer, with who may open it.</summary>
    public IReadOnlyList<Endpoint> Endpoints => _pages.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>The people who may sign in.</summary>
    public PersonRegistry People => _pages.Services.GetRequiredService<PersonRegistry>();

    /// <summary>Links that sign somebody in once.</summary>
    public SignInLinks SignInLinks => _pages.Services.GetRequiredService<SignInLinks>();

    /// <summary>Claims of running sessions.</summary>
    public SessionClaims Claims => _pages.Services.GetRequiredService<SessionClaims>();

    /// <summary>Links of bills that open without a sign-in.</summary>
    public BillLinks BillLinks => _pages.Services.GetRequiredService<BillLinks>();

    /// <summary>Starts a bridge; it runs until it is disposed.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <param name="clock">The bridge's clock; the system's by default.</param>
    /// <param name="wallClock">The clock of sign-ins, which run in real time even where the bridge's clock does not; the system's by
    /// default.</param>
    /// <param name="loggers">Where log lines go; nowhere by default.</param>
    /// <exception cref="RefusedException">It cannot start; the message says why and what to do.</exception>
    public static async Task<BridgeHost> StartAsync(
        BridgeSettings settings,
        CancellationToken cancellationToken,
        TimeProvider? clock = null,
        TimeProvider? wallClock = null,
        ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.FindDefect() is string defect)
        {
            throw new RefusedException(defect);
        }

        if (settings.Oidc.IsOidcUsed)
        {
            // Before anything runs that would have to be stopped again.
            OidcRoles.ReadSecret(settings.Oidc);
        }

        try
        {
            BridgeHost host = new(
                settings,
                clock ?? TimeProvider.System,
                wallClock ?? TimeProvider.System,
                new SummedLoggers(loggers ?? NullLoggerFactory.Instance, wallClock ?? TimeProvider.System));
            await host.StartAsync(settings, cancellationToken);
            return host;
        }
        catch (Exception e) when (Database.IsStorageFailure(e))
        {
            throw new RefusedException(
                $"Database {new Database(settings.Database).Name} failed while the bridge started ({e.Message.ReplaceLineEndings(" ")}): "
                    + $"see that it runs, then start the bridge again",
                e);
        }
    }

    /// <summary>Adds a charger with its device key of 32 bytes and sends it its tariff; false when the id is taken.</summary>
    public async Task<bool> AddChargerAsync(string chargerId, byte[] deviceKey, CancellationToken cancellationToken = default)
    {
        bool isAdded = Chargers.TryAdd(chargerId, deviceKey);
        await _courier.DeliverAsync(cancellationToken);
        return isAdded;
    }

    /// <summary>Publishes an OCPI tariff to one charger or, without an id, to all; when it returns, the retained messages are
    /// out.</summary>
    /// <returns>What was published; without a tariff, the defects that refused it.</returns>
    public async Task<TariffPublication> PublishTariffAsync(
        ReadOnlyMemory<byte> ocpiJson,
        string timeZone,
        Instant from,
        string? chargerId = null,
        CancellationToken cancellationToken = default)
    {
        return await _pages.Services.GetRequiredService<TariffPublisher>()
            .PublishAsync(ocpiJson, timeZone, from, TariffScope.OfCharger(chargerId ?? TariffBook.EveryCharger), "", cancellationToken);
    }

    /// <summary>Sends each charger the tariff that the book has for it now; it would come by itself within seconds.</summary>
    public Task DeliverTariffsAsync(CancellationToken cancellationToken = default)
    {
        return _courier.DeliverAsync(cancellationToken);
    }

    /// <summary>Asks a charger to do something: one of the names in <see cref="CommandMessage"/>; false when there is no
    /// connection.</summary>
    public Task<bool> TryCommandAsync(string chargerId, string command, CancellationToken cancellationToken = default)
    {
        return _commands.TryCommandAsync(chargerId, command, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        // From outside in: nothing new comes, what was taken is committed, then the rest goes.
        await _pages.Services.GetRequiredService<IServer>().StopAsync(new CancellationToken(canceled: true));
        await _pages.DisposeAsync();
        Meter.Dispose();
        _loggers.Dispose();
    }

    private async Task StartAsync(BridgeSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            _clockKeeper.Start();
            await _broker.StartAsync(cancellationToken);
            _receipts.Start(_broker);
            await _courier.StartAsync(cancellationToken);
            _debt.Start();
            _keys.Start();
            Notices.Start();
            _judge.Start();
            _homes?.Start();
            _waiting.Start();
            _monthEnd.Start();
            _partners.Start();
            await PagesServer.StartAsync(_pages, settings.Pages, settings.Telemetry, cancellationToken);
            _pages.Services.GetRequiredService<WatchKeeper>().Start();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    [LoggerMessage(EventId = 21, Level = LogLevel.Warning, Message = "{What}")]
    private static partial void LogFileLimit(ILogger log, string what);
}
