using System.Data.Common;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Publishing;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>Where a person looks into what is held or in quarantine, and releases it. It may work beside a bridge: the database keeps their
/// writes apart.</summary>
public sealed class ReleaseDesk : IDisposable
{
    private readonly Database _database;
    private readonly IngestStore _store;
    private readonly ReleaseTable _releases;
    private readonly QuarantineRelease _quarantine;
    private readonly HeldRelease _held;

    /// <summary>A desk at a database; bills are issued as the settings say, so they must be the bridge's own.</summary>
    public ReleaseDesk(string database, OperatorSettings settings, TimeProvider clock)
        : this(Migrated(database), settings, clock)
    {
    }

    /// <summary>A desk at a database whose schema is up to date.</summary>
    public ReleaseDesk(Database database, OperatorSettings settings, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _database = database;
        _store = new IngestStore(_database);
        _releases = new ReleaseTable(_store.Connection);
        ChargerRegistry chargers = new(_database, clock);
        SessionRater rater = new(new TariffBook(_database, clock, settings.Currency));
        BillMaker bills = new(settings);
        SessionIngestor sessions = new(_store, chargers, rater, bills, settings.BillNumberPrefix, settings.ZeroBills, clock);
        _quarantine = new QuarantineRelease(_store, _releases, sessions, clock);
        _held = new HeldRelease(_store, _releases, chargers, rater, bills, settings.BillNumberPrefix, settings.ZeroBills, clock);
    }

    /// <summary>A held session.</summary>
    /// <exception cref="RefusedException">There is none of this id.</exception>
    public HeldSessionRow FindHeld(string sessionId)
    {
        using DbConnection connection = _database.Open();
        return HeldSessionRow.Find(connection, sessionId)
            ?? throw new RefusedException($"No session '{sessionId}' is held: cloud-bridge held list shows those that are");
    }

    /// <summary>A message in quarantine by the beginning of its hash.</summary>
    /// <exception cref="RefusedException">There is none, or more than one.</exception>
    public QuarantinedMessage FindQuarantined(string hashBegin, string? chargerId)
    {
        return QuarantinedMessage.FindOne(_database, hashBegin, chargerId);
    }

    /// <summary>Decides about a held session by its id; what cannot be done is said in the result.</summary>
    public ReleaseResult Decide(string sessionId, ReleaseOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        using DbConnection connection = _database.Open();
        HeldSessionRow? held = HeldSessionRow.Find(connection, sessionId);
        return order.FindDefect() is { } defect ? new ReleaseResult(null, $"Nothing was released: {defect}.")
            : held == null ? new ReleaseResult(null, $"No session '{sessionId}' is held: somebody else may have been quicker.")
            : _held.Try(held, order);
    }

    /// <summary>Tries to bill a held session again, or as was decided.</summary>
    public ReleaseResult Release(HeldSessionRow held, ReleaseOrder order)
    {
        return _held.Try(held, order);
    }

    /// <summary>Tries to take a message from quarantine again.</summary>
    public ReleaseResult Release(QuarantinedMessage kept, ReleaseOrder order)
    {
        return _quarantine.Try(kept, order);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _releases.Dispose();
        _store.Dispose();
    }

    private static Database Migrated(string text)
    {
        Database database = new(text);
        database.Migrate();
        return database;
    }
}
