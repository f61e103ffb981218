using System.Data.Common;
using System.Text;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Ocpi;
using Dapper;
using NodaTime;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>All purchase tariffs that were ever set. None is changed: a newer one overrules it for the sessions it names.</summary>
public sealed class PurchaseBook
{
    private const string Select =
        "SELECT revision AS Revision, site_id AS SiteId, from_utc_ms AS FromUtcMs, time_zone AS TimeZone, ocpi_json AS OcpiJson "
            + "FROM purchase_tariff";

    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>The book in a database.</summary>
    public PurchaseBook(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>
    /// Sets what energy costs at a site, or at every one, for sessions that begin from an instant on. Reports price those sessions again.
    /// </summary>
    /// <returns>The tariff; null with the defects when it cannot be used, and then nothing has changed.</returns>
    public PurchaseTariff? Set(
        string siteId,
        ReadOnlySpan<byte> ocpiJson,
        DateTimeZone zone,
        Instant from,
        out IReadOnlyList<TariffDefect> defects)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (!OcpiTariffReader.TryRead(ocpiJson, out OcpiTariff? tariff, out defects))
        {
            return null;
        }

        defects = PurchaseTariff.FindDefects(tariff!);
        if (defects.Count > 0)
        {
            return null;
        }

        string text = Encoding.UTF8.GetString(ocpiJson);
        using DbConnection connection = _database.Open();
        Database.BeginWrite(connection);
        try
        {
            long revision = connection.ExecuteScalar<long>("SELECT COALESCE(MAX(revision), 0) + 1 FROM purchase_tariff");
            PurchaseTariff set = new(revision, siteId, from.ToUnixTimeMilliseconds(), tariff!, zone);
            connection.Execute(
                """
                INSERT INTO purchase_tariff (revision, site_id, from_utc_ms, tariff_id, currency, time_zone, ocpi_json, set_utc_ms)
                VALUES (@Revision, @SiteId, @FromUtcMs, @TariffId, @Currency, @TimeZone, @text, @nowUtcMs)
                """,
                new
                {
                    set.Revision,
                    set.SiteId,
                    set.FromUtcMs,
                    set.TariffId,
                    set.Currency,
                    set.TimeZone,
                    text,
                    nowUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
                });
            ForgetFacts(connection, set);
            Database.Commit(connection);
            return set;
        }
        catch
        {
            // Back in its pool the connection would go on holding the write lock.
            Database.Rollback(connection);
            throw;
        }
    }

    /// <summary>All of them, newest first.</summary>
    public IReadOnlyList<PurchaseTariff> All()
    {
        using DbConnection connection = _database.Open();
        return All(connection);
    }

    /// <summary>All of them, newest first, as the caller's transaction sees them.</summary>
    internal static IReadOnlyList<PurchaseTariff> All(DbConnection connection)
    {
        return connection.ReadRows<Row, PurchaseTariff>(
            "purchase_tariff",
            "Revision",
            Select + " ORDER BY revision DESC",
            null,
            row => row.Read());
    }

    // The next report works them out anew.
    private static void ForgetFacts(DbConnection connection, PurchaseTariff set)
    {
        FactTable.Forget(
            connection,
            "SELECT bill_number FROM bill_fact WHERE start_utc_ms >= @FromUtcMs AND (@SiteId = '*' OR site_id = @SiteId)",
            set);
    }

    private sealed class Row
    {
        public long Revision { get; set; }

        public string SiteId { get; set; } = "";

        public long FromUtcMs { get; set; }

        public string TimeZone { get; set; } = "";

        public string OcpiJson { get; set; } = "";

        public PurchaseTariff Read()
        {
            bool isRead = OcpiTariffReader.TryRead(
                Encoding.UTF8.GetBytes(OcpiJson),
                out OcpiTariff? tariff,
                out IReadOnlyList<TariffDefect> defects);
            Firmware.Core.Promises.Guard.IsTrue(isRead, $"purchase tariff {Revision} is as it was written: {string.Join("; ", defects)}");
            return new PurchaseTariff(Revision, SiteId, FromUtcMs, tariff!, DateTimeZoneProviders.Tzdb[TimeZone]);
        }
    }
}
