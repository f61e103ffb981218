using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;
using Dapper;
using Firmware.Core.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CloudBridge.Tests.Src.Fuzz;

/// <summary>The bridge's real way from a message to a bill, without a broker: writer, decoder, chain, pricing, a real SQLite
/// file.</summary>
internal sealed class FuzzBridge : IAsyncDisposable
{
    // As many as one quota of quarantine holds.
    private const int Batch = QuarantineTable.QuotaMax;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chargeagent-");
    private readonly Database _database;
    private readonly IngestWriter _writer;
    private readonly SetClock _clock = new();
    private readonly List<Task<IngestOutcome>> _waiting = [];

    public FuzzBridge()
    {
        BridgeSettings settings = new()
        {
            Database = Path.Combine(_directory.FullName, "fuzz.db"),
            Writer = { BatchMax = Batch, QueueMax = 4 * Batch },
        };
        _database = new Database(settings.Database);
        _database.Migrate();
        ChargerRegistry chargers = new(_database, _clock);
        chargers.TryAdd(Corpus.ChargerId, Corpus.DeviceKey);
        Tariffs = new TariffBook(_database, _clock, "");
        // The simple one last: it is in force for the session that has none, and has one price for all of it.
        foreach ((_, byte[] json) in Corpus.Tariffs.Reverse())
        {
            Assert.IsNotNull(Tariffs.Publish(json, "Europe/Berlin", Instant.FromUtc(2026, 1, 1, 0, 0), TariffBook.EveryCharger, out _));
        }

        IngestStore store = new(_database);
        SessionIngestor sessions = new(store, chargers, new SessionRater(Tariffs), new BillMaker(settings.Operator), "");
        _writer = new IngestWriter(
            store,
            sessions,
            settings.Writer,
            outcome => Outcomes[outcome.Kind] = Outcomes.GetValueOrDefault(outcome.Kind) + 1,
            NullLogger.Instance);
    }

    /// <summary>The tariffs.</summary>
    public TariffBook Tariffs { get; }

    /// <summary>What became of the messages. Complete after <see cref="FlushAsync"/>.</summary>
    public Dictionary<IngestKind, long> Outcomes { get; } = [];

    /// <summary>Takes a message; waits now and then until those before it are committed.</summary>
    public async Task TakeAsync(Topic topic, byte[] payload)
    {
        _waiting.Add(
            _writer.TakeAsync(
                DecodedMessage.Of(new ChargerMessage(Corpus.ChargerId, topic, payload, _clock.Now.ToUnixTimeMilliseconds())),
                CancellationToken.None));
        if (_waiting.Count == Batch)
        {
            await FlushAsync();
        }
    }

    /// <summary>Waits until all are committed, and makes room in quarantine: every refused message of a run is kept to be looked
    /// at.</summary>
    public async Task FlushAsync()
    {
        await Task.WhenAll(_waiting);
        _waiting.Clear();
        using System.Data.Common.DbConnection connection = _database.Open();
        connection.Execute("UPDATE quarantine SET quota_of = ''");
    }

    /// <summary>A number out of the database.</summary>
    public long Count(string sql)
    {
        using System.Data.Common.DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>(sql);
    }

    /// <summary>What a verification of the whole history finds.</summary>
    public Verdict Verify()
    {
        return new DatabaseVerifier(_database).Verify();
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        TestDatabase.CloseIdle(_database.Name);
        _directory.Delete(true);
    }
}
