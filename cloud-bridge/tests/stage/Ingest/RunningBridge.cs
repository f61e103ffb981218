using System.Data.Common;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Host;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage.Storage;
using Dapper;
using Firmware.Core.Tariffs;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CloudBridge.Tests.Stage.Ingest;

/// <summary>A real bridge on free ports, with a database of its own that goes when the test is over: a SQLite file, or PostgreSQL where a
/// test chose it.</summary>
public sealed class RunningBridge : IAsyncDisposable
{
    /// <summary>0.30 EUR per kWh with 20 % VAT, nothing else.</summary>
    public const string SimpleTariff = """
        {"country_code":"DE","party_id":"ALL","id":"simple","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
         "elements":[{"price_components":[{"type":"ENERGY","price":0.30,"vat":20.0,"step_size":1}]}]}
        """;

    private readonly DirectoryInfo _directory;
    private readonly string _broker;

    private readonly TestDatabase _database;

    private readonly MosquittoBroker? _mosquitto;
    private Action<BridgeSettings>? _change;
    private int _tokenCount;

    private RunningBridge(DirectoryInfo directory, string broker, MosquittoBroker? mosquitto = null, bool hasTables = true)
    {
        _directory = directory;
        _broker = broker;
        _mosquitto = mosquitto;
        _database = TestDatabase.Create(Path.Combine(directory.FullName, "bridge.db"), hasTables);
    }

    /// <summary>The bridge.</summary>
    public BridgeHost Host { get; private set; } = null!;

    /// <summary>Where it logs from its next start on; nowhere by default.</summary>
    public ILoggerFactory? Loggers { get; set; }

    /// <summary>Its clock.</summary>
    public SetClock Clock { get; private init; } = new();

    /// <summary>Its database: a file's path, or a connection string.</summary>
    public string DatabasePath => _database.Text;

    /// <summary>Key of every charger of a test.</summary>
    public static byte[] DeviceKey { get; } = SHA256.HashData("a key for tests"u8);

    /// <summary>Starts a bridge with an embedded broker, or at a broker's address.</summary>
    public static async Task<RunningBridge> StartAsync(string broker = "")
    {
        RunningBridge bridge = new(Directory.CreateTempSubdirectory("chargeagent-"), broker);
        await bridge.StartHostAsync();
        return bridge;
    }

    /// <summary>Starts a bridge with an embedded broker and other settings, whose partners' loops pause shorter by a pace.</summary>
    public static async Task<RunningBridge> StartAsync(Action<BridgeSettings> change, int pace = 1)
    {
        RunningBridge bridge = new(Directory.CreateTempSubdirectory("chargeagent-"), "")
        {
            _change = change,
            Clock = new() { Pace = pace },
        };
        await bridge.StartHostAsync();
        return bridge;
    }

    /// <summary>Starts a bridge at a mosquitto with TLS.</summary>
    public static async Task<RunningBridge> StartAsync(MosquittoBroker mosquitto, Action<BridgeSettings>? change = null)
    {
        RunningBridge bridge = new(Directory.CreateTempSubdirectory("chargeagent-"), $"localhost:{mosquitto.BridgePort}", mosquitto)
        {
            _change = change,
        };
        await bridge.StartHostAsync();
        return bridge;
    }

    /// <summary>Starts a bridge at a time on a database without tables that somebody fills before.</summary>
    public static async Task<RunningBridge> StartOnAsync(
        Action<string> fill,
        DateTimeOffset now,
        Action<BridgeSettings>? change = null)
    {
        RunningBridge bridge = new(Directory.CreateTempSubdirectory("chargeagent-"), "", hasTables: false) { _change = change };
        fill(bridge.DatabasePath);
        bridge.Clock.Now = now;
        await bridge.StartHostAsync();
        return bridge;
    }

    /// <summary>Stops the bridge and starts another on the same database.</summary>
    public async Task RestartAsync()
    {
        await Host.DisposeAsync();
        await StartHostAsync();
    }

    /// <summary>Adds a charger and connects it.</summary>
    public async Task<ScriptedCharger> ConnectAsync(string chargerId = "c1")
    {
        await Host.AddChargerAsync(chargerId, DeviceKey);
        ScriptedCharger charger = new(chargerId, DeviceKey);
        await charger.ConnectAsync(Host.Broker.Port);
        return charger;
    }

    /// <summary>A client of pages and API that shows a token of a role.</summary>
    public HttpClient Http(string role = Role.Operator)
    {
        _tokenCount++;
        string token = new ApiTokens(new Database(DatabasePath), Clock).Add($"test-{_tokenCount}", role)!;
        HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Host.PagesAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>Publishes a tariff to all chargers and gives its device form.</summary>
    public async Task<Tariff> PublishAsync(string ocpiJson = SimpleTariff, string zone = "UTC")
    {
        Instant from = Instant.FromUtc(2026, 1, 1, 0, 0);
        TariffPublication publication = await Host.PublishTariffAsync(Encoding.UTF8.GetBytes(ocpiJson), zone, from);
        Assert.IsNotNull(publication.Tariff, string.Join("; ", publication.Defects));
        return publication.Tariff.Device;
    }

    /// <summary>One number out of the database.</summary>
    public long Count(string sql)
    {
        using DbConnection connection = new Database(DatabasePath).Open();
        return connection.ExecuteScalar<long>(sql);
    }

    /// <summary>Runs a statement.</summary>
    public void Run(string sql)
    {
        using DbConnection connection = new Database(DatabasePath).Open();
        connection.Execute(sql);
    }

    /// <summary>A column of texts out of the database.</summary>
    public IReadOnlyList<string> Texts(string sql)
    {
        using DbConnection connection = new Database(DatabasePath).Open();
        return [.. connection.Query<string>(sql)];
    }

    /// <summary>Settings of a bridge on this database and on free ports.</summary>
    public BridgeSettings Settings()
    {
        BridgeSettings settings = new()
        {
            Database = DatabasePath,
            Mqtt =
            {
                Broker = _broker,
                BrokerUser = _mosquitto == null ? "" : MosquittoBroker.BridgeUser,
                BrokerPassword = _mosquitto == null ? "" : MosquittoBroker.BridgePassword,
                BrokerCaFile = _mosquitto?.AuthorityFile ?? "",
                MqttPort = 0,
                AllowAnonymous = true,
                // Tests are in a hurry.
                MqttPacketsPerSecondMax = 0,
            },
            Pages = { PagesUrl = "http://127.0.0.1:0" },
            Operator = { IssuerName = "Test Energy" },
        };
        _change?.Invoke(settings);
        return settings;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _database.Dispose();
        _directory.Delete(true);
    }

    private async Task StartHostAsync()
    {
        Host = await BridgeHost.StartAsync(Settings(), CancellationToken.None, Clock, Clock.Wall, Loggers);
    }
}
