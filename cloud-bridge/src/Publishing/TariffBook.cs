using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using CloudBridge.Storage;
using CloudBridge.Tariffs;
using Dapper;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Publishing;

/// <summary>All versions of all tariffs, and which goes to which charger. What stands in it is never changed: a change is a new version.</summary>
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

    /// <summary>
    /// Publishes an OCPI tariff to one charger, or to all: it holds for sessions that begin from <paramref name="from"/> on. The same text for
    /// the same zone keeps its version as long as its table of local time reaches.
    /// </summary>
    /// <returns>The tariff; null with the defects when it cannot be used, and then nothing has changed.</returns>
    public PublishedTariff? Publish(ReadOnlySpan<byte> ocpiJson, string timeZone, Instant from, string chargerId, out IReadOnlyList<TariffDefect> defects)
    {
        DateTimeZone? zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone);
        if (zone == null)
        {
            defects = [new TariffDefect("zone", $"the tz database has no time zone '{timeZone}': give a name like Europe/Berlin")];
            return null;
        }

        if (!OcpiTariffReader.TryRead(ocpiJson, out OcpiTariff? tariff, out defects))
        {
            return null;
        }

        if (_currency.Length != 0 && tariff!.Currency != _currency)
        {
            defects = [new TariffDefect("$.currency", $"is {tariff.Currency}, and this bridge bills in {_currency} (setting Currency)")];
            return null;
        }

        string text = Encoding.UTF8.GetString(ocpiJson);
        using DbConnection connection = _database.Open();
        Database.BeginWrite(connection);
        try
        {
            PublishedTariff? published = Add(connection, tariff!, text, zone, from, out defects);
            if (published == null)
            {
                Database.Rollback(connection);
                return null;
            }

            Assign(connection, published.Device.Id, published.Device.Version, from.ToUnixTimeMilliseconds(), chargerId);
            Database.Commit(connection);
            _known[(published.Device.Id, published.Device.Version)] = published;
            return published;
        }
        catch
        {
            // Back in its pool the connection would go on holding the write lock.
            Database.Rollback(connection);
            throw;
        }
    }

    /// <summary>A version of a tariff; null when it was never published.</summary>
    public PublishedTariff? Find(string id, int version)
    {
        if (_known.TryGetValue((id, version), out PublishedTariff? known))
        {
            return known;
        }

        using DbConnection connection = _database.Open();
        TariffRow? row = connection.QueryFirstOrDefault<TariffRow>(TariffRow.Select + " WHERE tariff_id = @id AND version = @version", new { id, version });
        return row == null ? null : _known.GetOrAdd((id, version), row.Read());
    }

    /// <summary>The tariff for sessions that a charger begins at an instant (unix ms); null when there was none.</summary>
    public PublishedTariff? InForce(string chargerId, long utcMs)
    {
        using DbConnection connection = _database.Open();
        (string Id, long Version)? name = connection.QueryFirstOrDefault<(string, long)?>(
            "SELECT tariff_id, version FROM charger_tariff WHERE charger_id IN (@chargerId, '*') AND from_utc_ms <= @utcMs ORDER BY revision DESC LIMIT 1",
            new { chargerId, utcMs });
        return name == null ? null : Find(name.Value.Id, (int)name.Value.Version);
    }

    /// <summary>The tariff that a charger should hold now: the last one published to it; null without one.</summary>
    public PublishedTariff? CurrentOf(string chargerId)
    {
        return InForce(chargerId, long.MaxValue);
    }

    /// <summary>Counts up with each publication, so that others see that there is something new.</summary>
    public long Revision()
    {
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>("SELECT COALESCE(MAX(revision), 0) FROM charger_tariff");
    }

    /// <summary>All versions, newest first, at most so many.</summary>
    public IReadOnlyList<PublishedTariff> List(int countMax)
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<TariffRow>(TariffRow.Select + " ORDER BY published_utc_ms DESC, tariff_id, version DESC LIMIT @countMax", new { countMax }).Select(row => row.Read())];
    }

    /// <summary>All versions of all tariffs without their texts, by id and version.</summary>
    public IReadOnlyList<TariffHeading> Headings()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<TariffHeading>(TariffHeading.Select + " ORDER BY tariff_id, version")];
    }

    /// <summary>Gives a version of a tariff to a charger, within the caller's transaction; it overrules what was given before.</summary>
    internal static void Assign(DbConnection connection, string id, long version, long fromUtcMs, string chargerId)
    {
        connection.Execute(
            """
            INSERT INTO charger_tariff (revision, charger_id, from_utc_ms, tariff_id, version)
            SELECT COALESCE(MAX(revision), 0) + 1, @chargerId, @fromUtcMs, @id, @version FROM charger_tariff
            """,
            new { chargerId, fromUtcMs, id, version });
    }

    private PublishedTariff? Add(DbConnection connection, OcpiTariff tariff, string text, DateTimeZone zone, Instant from, out IReadOnlyList<TariffDefect> defects)
    {
        TariffRow? last = connection.QueryFirstOrDefault<TariffRow>(TariffRow.Select + " WHERE tariff_id = @Id ORDER BY version DESC LIMIT 1", new { tariff.Id });
        if (!DeviceTariffCompiler.TryCompile(tariff, zone, from, (int)(last?.Version ?? 0) + 1, out Tariff? device, out defects))
        {
            return null;
        }

        bool isSame = last != null && last.Hash == device!.Hash && last.TimeZone == zone.Id
            && last.FromUtcMs <= from.ToUnixTimeMilliseconds() && Instant.FromUnixTimeMilliseconds(last.FromUtcMs) + Duration.FromDays(30) > from;
        if (isSame)
        {
            return last!.Read();
        }

        PublishedTariff published = new(device!, zone.Id, from.ToUnixTimeMilliseconds(), _clock.GetUtcNow().ToUnixTimeMilliseconds(), text);
        connection.Execute(TariffRow.Insert, TariffRow.Of(published));
        return published;
    }
}
