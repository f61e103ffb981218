using System.Data.Common;
using System.Text;
using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Ocpi;
using Dapper;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>
/// Publishes a tariff again before the chargers' table of local time falls short: the same operator's text, so the same hash and prices,
/// with a new version and a table for 15 months from now. Chargers then always know the local time of the next 12 months, also when a newer
/// tz database says that a country has changed its rules. Who gets which tariff does not change.
/// </summary>
public sealed partial class TariffRenewal
{
    /// <summary>How far ahead a charger must know the local time: a charger that was offline for months still prices by the right
    /// hour.</summary>
    public static readonly Duration Ahead = Duration.FromDays(365);

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private DateTimeOffset _lookedUtc = DateTimeOffset.MinValue;
    private int _defectCount;

    /// <summary>Renews the tariffs of a database.</summary>
    public TariffRenewal(Database database, TimeProvider clock, ILogger log)
    {
        _database = database;
        _clock = clock;
        _log = log;
    }

    /// <summary>Tariffs in force that could not be compiled again at the last look.</summary>
    public int DefectCount => Volatile.Read(ref _defectCount);

    /// <summary>As <see cref="Renew"/>, at most once an hour, and never while the clock is in doubt.</summary>
    public void RenewNowAndThen()
    {
        DateTimeOffset nowUtc = _clock.GetUtcNow();
        if (_clock.Doubt() == null && (nowUtc - _lookedUtc).Duration() >= Pause)
        {
            Renew();
            _lookedUtc = nowUtc;
        }
    }

    /// <summary>Publishes new versions of all tariffs in force that need it, and gives these versions.</summary>
    public IReadOnlyList<PublishedTariff> Renew()
    {
        Instant now = Instant.FromDateTimeOffset(_clock.GetUtcNow());
        using (DbConnection connection = _database.Open())
        {
            if (FindDue(connection, now, Read(connection, now)).Count == 0)
            {
                return [];
            }
        }

        return _database.Write(connection =>
        {
            // Again behind the lock: another bridge may have been quicker.
            IReadOnlyList<TariffAssignment> assignments = Read(connection, now);
            Dictionary<(string Id, long Version), PublishedTariff> due = FindDue(connection, now, assignments);
            foreach (((string id, long version), PublishedTariff renewed) in due)
            {
                renewed.Device.Version =
                    1 + (int)connection.ExecuteScalar<long>("SELECT MAX(version) FROM tariff WHERE tariff_id = @id", new { id });
                connection.Execute(TariffRow.Insert, TariffRow.Of(renewed));
                LogRenewed(id, version, renewed.Device.Version);
            }

            AssignAgain(connection, now.ToUnixTimeMilliseconds(), assignments, due);
            return (IReadOnlyList<PublishedTariff>)[.. due.Values];
        });
    }

    private static void AssignAgain(
        DbConnection connection,
        long nowUtcMs,
        IReadOnlyList<TariffAssignment> assignments,
        Dictionary<(string, long), PublishedTariff> due)
    {
        foreach (TariffAssignment row in assignments)
        {
            if (due.TryGetValue((row.TariffId, row.Version), out PublishedTariff? renewed))
            {
                TariffBook.Assign(
                    connection,
                    row.TariffId,
                    renewed.Device.Version,
                    Math.Max(nowUtcMs, row.FromUtcMs),
                    row.Scope,
                    nowUtcMs,
                    "");
            }
        }
    }

    private Dictionary<(string Id, long Version), PublishedTariff> FindDue(
        DbConnection connection,
        Instant now,
        IReadOnlyList<TariffAssignment> assignments)
    {
        Dictionary<(string, long), PublishedTariff> due = [];
        int defectCount = 0;
        foreach ((string id, long version) in assignments.Select(row => (row.TariffId, (long)row.Version)).Distinct())
        {
            if (TariffRow.ReadAll(connection, "WHERE tariff_id = @id AND version = @version", new { id, version })
                is not [PublishedTariff held])
            {
                defectCount++;
                continue;
            }
            Instant from = Instant.Max(now, Instant.FromUnixTimeMilliseconds(held.FromUtcMs));
            Tariff? fresh = Compile(held, from);
            defectCount += fresh == null ? 1 : 0;
            if (fresh != null && IsOutdated(held.Device, fresh, from, now + Ahead))
            {
                due[(id, version)] = new PublishedTariff(
                    fresh,
                    held.TimeZone,
                    from.ToUnixTimeMilliseconds(),
                    now.ToUnixTimeMilliseconds(),
                    held.OcpiJson,
                    held.PublishedBy);
            }
        }

        Volatile.Write(ref _defectCount, defectCount);
        return due;
    }

    private Tariff? Compile(PublishedTariff held, Instant from)
    {
        DateTimeZone? zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(held.TimeZone);
        IReadOnlyList<TariffDefect> defects = [new TariffDefect("zone", $"the tz database has no time zone '{held.TimeZone}'")];
        if (zone != null && OcpiTariffReader.TryRead(Encoding.UTF8.GetBytes(held.OcpiJson), out OcpiTariff? tariff, out defects)
            && DeviceTariffCompiler.TryCompile(tariff!, zone, from, held.Device.Version, out Tariff? fresh, out defects))
        {
            return fresh;
        }

        LogDefect(held.Device.Id, held.Device.Version, $"{defects[0].JsonPath} {defects[0].Reason}");
        return null;
    }

    // Two tables differ somewhere if and only if they do at the beginning of one of their entries, or at the beginning of all.
    private static bool IsOutdated(Tariff held, Tariff fresh, Instant from, Instant until)
    {
        long fromUtcMs = from.ToUnixTimeMilliseconds();
        long untilUtcMs = until.ToUnixTimeMilliseconds();
        return held.UtcOffsets.Concat(fresh.UtcOffsets)
            .Select(offset => Math.Max(offset.FromUtcMs, fromUtcMs))
            .Any(utcMs => utcMs < untilUtcMs
                && held.UtcOffsets[held.OffsetIndexAt(utcMs)].OffsetSeconds != fresh.UtcOffsets[fresh.OffsetIndexAt(utcMs)].OffsetSeconds);
    }

    // What each scope holds now, and what is planned for it.
    private static IReadOnlyList<TariffAssignment> Read(DbConnection connection, Instant now)
    {
        return new TariffPlan(TariffAssignment.ReadAll(connection, "ORDER BY revision"), [], now.ToUnixTimeMilliseconds()).NowAndLater();
    }

    [LoggerMessage(
        EventId = 311,
        Level = LogLevel.Information,
        Message = "Tariff {Id} version {Version} is published again as version {NewVersion}: chargers need a longer table of local time."
    )]
    private partial void LogRenewed(string id, long version, int newVersion);

    [LoggerMessage(
        EventId = 312,
        Level = LogLevel.Warning,
        Message = "Tariff {Id} version {Version} cannot be published again ({Defect}): "
            + "publish a tariff in its place, before chargers lack the local time."
    )]
    private partial void LogDefect(string id, int version, string defect);
}
