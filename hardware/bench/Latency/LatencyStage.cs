using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Host;
using CloudBridge.Settings;
using Firmware.Core.Config;
using Firmware.Core.Faults;
using Firmware.Core.Promises;
using Hardware.Bench.Tariffs;
using Hardware.Virtual.Vehicles;
using NodaTime;

namespace Hardware.Bench.Latency;

/// <summary>What is measured: a bridge in this process with its own broker and a SQLite file, chargers that charge in real time, and the
/// open page of each one's owner.</summary>
public sealed class LatencyStage : IAsyncDisposable
{
    // What an owner reads when the residual-current device has tripped.
    private static readonly string FaultWords = IncidentWords.Phrase(
        new Incident { Kind = IncidentKind.ConnectorFault, Cause = FaultTable.VendorCodeOf(FaultCode.GroundFailure) });

    private readonly List<LivingCharger> _chargers = [];
    private readonly List<OwnerPage> _pages = [];
    private readonly Database _database;

    private LatencyStage(BridgeHost bridge, string database)
    {
        Bridge = bridge;
        _database = new Database(database);
    }

    /// <summary>The bridge.</summary>
    public BridgeHost Bridge { get; }

    /// <summary>The chargers.</summary>
    public IReadOnlyList<LivingCharger> Chargers => _chargers;

    /// <summary>The owners' pages, in the order of the chargers.</summary>
    public IReadOnlyList<OwnerPage> Pages => _pages;

    /// <summary>Starts the bridge with a tariff.</summary>
    public static async Task<LatencyStage> SetAsync(BridgeSettings settings, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(settings);
        BridgeHost bridge = await BridgeHost.StartAsync(settings, cancelled);
        Instant from = SystemClock.Instance.GetCurrentInstant() - Duration.FromHours(1);
        await bridge.PublishTariffAsync(TimeOfUseTariff.Read(), TimeOfUseTariff.ZoneName, from, cancellationToken: cancelled);
        return new LatencyStage(bridge, settings.Database);
    }

    /// <summary>Name of a charger, which is that of its owner and of the owner's account as well.</summary>
    public static string NameOf(int number)
    {
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"live-{number}");
    }

    /// <summary>E-mail address of a charger's owner.</summary>
    public static string AddressOf(string chargerId)
    {
        return chargerId + "@example.org";
    }

    /// <summary>Adds so many owners, each with a charger on which a vehicle charges.</summary>
    public async Task AddChargersAsync(int count, Random random, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(random);
        AccountRegistry accounts = new(_database, TimeProvider.System);
        ChargerOwners owners = new(_database);
        for (int i = 0; i < count; i++)
        {
            cancelled.ThrowIfCancellationRequested();
            accounts.TryAdd(new Account { AccountId = NameOf(i), Name = NameOf(i), TimeZone = TimeOfUseTariff.ZoneName });
            LivingCharger charger = await LivingCharger.StartAsync(Bridge, new AgentConfig { ChargerId = NameOf(i) }, TimeProvider.System);
            _chargers.Add(charger);
            owners.Assign(charger.Id, NameOf(i), TimeProvider.System.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds());
            ConstantPowerVehicle vehicle = new(3000 + random.Next(4000), 100000);
            await charger.DoAsync(virtualCharger => virtualCharger.PlugIn(vehicle));
        }

        // A person's password is hashed slowly, on purpose.
        await Parallel.ForAsync(0, count, cancelled, (i, _) =>
        {
            Bridge.People.TryAdd(NameOf(i), Role.Owner, PersonRegistry.NewPassword(), NameOf(i));
            Contact contact = new()
            {
                PersonName = NameOf(i),
                Role = Role.Owner,
                AccountId = NameOf(i),
                Address = AddressOf(NameOf(i)),
                Kinds = IncidentKind.ConnectorFault,
            };
            string? defect = Bridge.Notices.Contacts.Add(contact, isConfirmed: true).Defect;
            Guard.IsTrue(defect == null, "a contact of a new person is without defect");
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Opens each owner's page.</summary>
    public async Task OpenPagesAsync(CancellationToken cancelled)
    {
        for (int i = 0; i < _chargers.Count; i++)
        {
            _pages.Add(await OwnerPage.OpenAsync(Bridge, NameOf(i), _chargers[i].Id, FaultWords, i, cancelled));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (OwnerPage page in _pages)
        {
            await page.DisposeAsync();
        }

        await Task.WhenAll(_chargers.Select(charger => charger.DisposeAsync().AsTask()));
        await Bridge.DisposeAsync();
    }
}
