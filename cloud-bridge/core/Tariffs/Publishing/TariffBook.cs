using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Tariffs.Ocpi;
using Dapper;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>All versions of all tariffs, and which goes to which charger. What stands in it is never changed: a change is a new
/// version.</summary>
public sealed class TariffBook
{
    /// <summary>Stands for every charger.</summary>
    public const string EveryCharger = "*";

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly string _currency;
    private readonly ConcurrentDictionary<(string Id, int Version), PublishedTariff> _known = new();

    /// <summary>The book in a database; it takes only one currency, or any when that is empty.</summary>
    public TariffBook(Database database, TimeProvider clock, string currency)
    {
        _database = database;
        _clock = clock;
        _currency = currency;
    }

    /// <summary>Publishes to one charger or, with <see cref="EveryCharger"/>, to all.</summary>
    public PublishedTariff? Publish(
        ReadOnlySpan<byte> ocpiJson,
        string timeZone,
        Instant from,
        string chargerId,
        out IReadOnlyList<TariffDefect> defects)
    {
        return Publish(ocpiJson, timeZone, from, TariffScope.OfCharger(chargerId), "", out defects);
    }

    /// <summary>
    /// Publishes an OCPI tariff for a scope: it holds for sessions that begin from <paramref name="from"/> on, which may lie ahead, and as
    /// its own dates say (<see cref="TariffValidity"/>). The same text for the same zone keeps its version as long as its table of local
    /// time reaches.
    /// </summary>
    /// <returns>The tariff; null with the defects when it cannot be used, and then nothing has changed.</returns>
    public PublishedTariff? Publish(
        ReadOnlySpan<byte> ocpiJson,
        string timeZone,
        Instant from,
        TariffScope scope,
        string by,
        out IReadOnlyList<TariffDefect> defects)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!TryRead(ocpiJson, timeZone, out OcpiTariff? tariff, out DateTimeZone? zone, out defects))
        {
            return null;
        }

        string text = Encoding.UTF8.GetString(ocpiJson);
        Instant begin = TariffValidity.BeginOf(tariff!, from);
        IReadOnlyList<TariffDefect> found = [];
        PublishedTariff? published = _database.Write(connection =>
        {
            Instant? end = TariffValidity.WithdrawalOf(
                tariff!,
                begin,
                scope,
                PlaceOf(connection, scope),
                TariffAssignment.ReadAll(connection, ""),
                out TariffDefect? defect);
            if (defect != null)
            {
                found = [defect];
                return null;
            }

            PublishedTariff? added = TariffVersions.Add(connection, tariff!, text, zone!, begin, NowUtcMs, by, out found);
            if (added != null)
            {
                Assign(connection, added.Device.Id, added.Device.Version, begin.ToUnixTimeMilliseconds(), scope, NowUtcMs, by);
            }

            if (added != null && end != null)
            {
                Assign(connection, "", 0, end.Value.ToUnixTimeMilliseconds(), scope, NowUtcMs, by);
            }

            return added;
        });
        defects = found;
        if (published != null)
        {
            _known[(published.Device.Id, published.Device.Version)] = published;
        }

        return published;
    }

    /// <summary>Reads a tariff as
    /// <see cref="Publish(ReadOnlySpan{byte}, string, Instant, TariffScope, string, out IReadOnlyList{TariffDefect})"/> would, and
    /// publishes nothing: false with all defects.</summary>
    public bool TryRead(
        ReadOnlySpan<byte> ocpiJson,
        string timeZone,
        out OcpiTariff? tariff,
        out DateTimeZone? zone,
        out IReadOnlyList<TariffDefect> defects)
    {
        bool isZone = ZoneName.TryFind(timeZone, out zone, out string zoneDefect);
        bool isTariff = OcpiTariffReader.TryRead(ocpiJson, out tariff, out defects);
        if (!isZone)
        {
            defects = [new TariffDefect("zone", zoneDefect), .. defects];
        }

        if (isTariff && _currency.Length != 0 && tariff!.Currency != _currency)
        {
            defects =
            [
                .. defects,
                new TariffDefect("$.currency", $"is {tariff.Currency}, and this bridge bills in {_currency} (setting Currency)"),
            ];
        }

        if (isTariff)
        {
            defects = [.. defects, .. TariffBounds.FindDefects(tariff!)];
        }

        return defects.Count == 0;
    }

    /// <summary>Takes back what a scope was given, from an instant on: what is less specific holds there then. False when it has nothing of
    /// its own to take back.</summary>
    public bool TryWithdraw(TariffScope scope, Instant from, string by)
    {
        ArgumentNullException.ThrowIfNull(scope);
        long fromUtcMs = from.ToUnixTimeMilliseconds();
        return _database.Write(connection =>
        {
            IEnumerable<TariffAssignment> own = TariffAssignment.ReadAll(connection, "").Where(row => row.Scope == scope);
            bool hasOwn = AssignmentTimeline.Of(own).Any(row => !row.IsWithdrawal);
            if (hasOwn)
            {
                Assign(connection, "", 0, fromUtcMs, scope, NowUtcMs, by);
            }

            return hasOwn;
        });
    }

    /// <summary>A version of a tariff; null when it was never published, or cannot be read.</summary>
    public PublishedTariff? Find(string id, int version)
    {
        if (_known.TryGetValue((id, version), out PublishedTariff? known))
        {
            return known;
        }

        using DbConnection connection = _database.Open();
        PublishedTariff? tariff = TariffRow
            .ReadAll(connection, "WHERE tariff_id = @id AND version = @version", new { id, version })
            .FirstOrDefault();
        return tariff == null ? null : _known.GetOrAdd((id, version), tariff);
    }

    /// <summary>The tariff for sessions that a charger begins at an instant (unix ms), by the place where it was then; null when there was
    /// none.</summary>
    public PublishedTariff? InForce(string chargerId, long utcMs)
    {
        TariffAssignment? holding = HoldingAt(chargerId, utcMs);
        return holding == null ? null : Find(holding.TariffId, holding.Version);
    }

    /// <summary>The tariff that a charger should hold now; null without one.</summary>
    public PublishedTariff? CurrentOf(string chargerId)
    {
        return InForce(chargerId, NowUtcMs);
    }

    /// <summary>The tariff that a charger should hold now, or why it cannot be read.</summary>
    public HeldTariff HeldBy(string chargerId)
    {
        TariffAssignment? holding = HoldingAt(chargerId, NowUtcMs);
        PublishedTariff? tariff = holding == null ? null : Find(holding.TariffId, holding.Version);
        return holding == null || tariff != null
            ? new HeldTariff(tariff, null)
            : new HeldTariff(null, $"{holding.TariffId} version {holding.Version} cannot be read");
    }

    /// <summary>What every charger and every scope holds now and next.</summary>
    public TariffPlan Plan()
    {
        using DbConnection connection = _database.Open();
        return new TariffPlan(
            TariffAssignment.ReadAll(connection, "ORDER BY revision"),
            PlaceHistory.Now(connection),
            NowUtcMs);
    }

    /// <summary>Changes with each publication, with each that comes to hold, and with each charger that moves, so that others see that
    /// there is something new.</summary>
    public TariffState State()
    {
        using DbConnection connection = _database.Open();
        return connection.QuerySingle<TariffState>(
            """
            SELECT (SELECT COALESCE(MAX(revision), 0) FROM charger_tariff) AS Revision,
                   (SELECT COUNT(*) FROM charger_tariff WHERE from_utc_ms <= @NowUtcMs) AS Begun,
                   (SELECT COUNT(*) FROM charger_place) AS Places
            """,
            new { NowUtcMs });
    }

    /// <summary>All versions, newest first, at most so many.</summary>
    public IReadOnlyList<PublishedTariff> List(int countMax)
    {
        using DbConnection connection = _database.Open();
        return TariffRow.ReadAll(
            connection,
            "ORDER BY published_utc_ms DESC, tariff_id, version DESC LIMIT @countMax",
            new { countMax });
    }

    /// <summary>The versions of a tariff, newest first, at most 100.</summary>
    public IReadOnlyList<PublishedTariff> Versions(string id)
    {
        using DbConnection connection = _database.Open();
        return TariffRow.ReadAll(connection, "WHERE tariff_id = @id ORDER BY version DESC LIMIT 100", new { id });
    }

    /// <summary>All versions of all tariffs without their texts, by id and version.</summary>
    public IReadOnlyList<TariffHeading> Headings()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<TariffHeading>(TariffHeading.Select + " ORDER BY tariff_id, version")];
    }

    /// <summary>All that was ever given to the place where a charger is at an instant (unix ms).</summary>
    internal IReadOnlyList<TariffAssignment> AssignmentsAt(string chargerId, long utcMs)
    {
        using DbConnection connection = _database.Open();
        return RowsFor(connection, PlaceHistory.At(connection, chargerId, utcMs));
    }

    /// <summary>Gives a version of a tariff to a scope, within the caller's transaction; an empty id takes away what it had.</summary>
    internal static void Assign(
        DbConnection connection,
        string id,
        long version,
        long fromUtcMs,
        TariffScope scope,
        long nowUtcMs,
        string by)
    {
        connection.Execute(
            """
            INSERT INTO charger_tariff (revision, charger_id, site_id, connector_type, from_utc_ms, tariff_id, version,
                is_by_scope, assigned_utc_ms, assigned_by)
            SELECT COALESCE(MAX(revision), 0) + 1, @chargerId, @SiteId, @ConnectorType, @fromUtcMs, @id, @version, 1, @nowUtcMs, @by
                   FROM charger_tariff
            """,
            new { chargerId = scope.ChargerId ?? EveryCharger, scope.SiteId, scope.ConnectorType, fromUtcMs, id, version, nowUtcMs, by });
    }

    private ChargerPlace PlaceOf(DbConnection connection, TariffScope scope)
    {
        return scope.ChargerId == null
            ? new ChargerPlace("", scope.SiteId, scope.ConnectorType)
            : PlaceHistory.At(connection, scope.ChargerId, NowUtcMs);
    }

    private static List<TariffAssignment> RowsFor(DbConnection connection, ChargerPlace place)
    {
        return TariffAssignment.ReadAll(
            connection,
            """
            WHERE charger_id IN (@ChargerId, '*') AND (site_id IS NULL OR site_id = @SiteId)
                AND (connector_type IS NULL OR connector_type = @ConnectorType)
            """,
            place);
    }

    private TariffAssignment? HoldingAt(string chargerId, long utcMs)
    {
        return AssignmentTimeline.InForce(AssignmentsAt(chargerId, utcMs), utcMs);
    }

    private long NowUtcMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();
}
