using System.Data.Common;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using Dapper;
using Firmware.Core.Promises;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Billing.Previews;

/// <summary>
/// Prices the sessions of a month again under a tariff that nobody is charged by yet, and compares with what was billed. A recorded period
/// is cut
/// where the tariff's prices change inside it, and its energy spread evenly over it. Nothing is written.
/// </summary>
public sealed class WhatIf
{
    /// <summary>More bills than this are not looked at; the result says so.</summary>
    public const int BillCountMax = 100000;

    // What is in force: no credit notes, and nothing that one has taken back.
    private const string InForce = """
        SELECT b.body FROM bill b
        WHERE b.kind <> 'CreditNote' AND b.start_utc_ms >= @fromUtcMs AND b.start_utc_ms < @untilUtcMs
            AND (@chargerId IS NULL OR b.charger_id = @chargerId) AND (@siteId IS NULL OR b.site_id = @siteId)
            AND NOT EXISTS (SELECT 1 FROM bill c WHERE c.corrects_number = b.bill_number AND c.kind = 'CreditNote')
        ORDER BY b.start_utc_ms, b.bill_number LIMIT @countMax
        """;

    private readonly Database _database;

    /// <summary>Over the bills of a database.</summary>
    public WhatIf(Database database)
    {
        _database = database;
    }

    /// <summary>Compares a month, in the tariff's zone by plug-in, for the chargers of a scope.</summary>
    public WhatIfResult Compare(OcpiTariff tariff, DateTimeZone zone, YearMonth month, TariffScope scope)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(scope);
        Instant from = zone.AtStartOfDay(month.OnDayOfMonth(1)).ToInstant();
        Instant until = zone.AtStartOfDay(month.OnDayOfMonth(1).PlusMonths(1)).ToInstant();
        // Sessions last at most 90 days, so says the engine.
        bool isCompiled = DeviceTariffCompiler.TryCompile(
            tariff,
            zone,
            new Interval(from, until + Duration.FromDays(90)),
            1,
            out Tariff? device,
            out IReadOnlyList<TariffDefect> defects);
        Guard.IsTrue(isCompiled, "a tariff that was read gives a device form: " + string.Join("; ", defects));

        List<WhatIfRow> rows = [];
        int otherCurrency = 0;
        int read = 0;
        using DbConnection connection = _database.Open();
        IEnumerable<string> bodies = connection.Query<string>(
            InForce,
            new
            {
                fromUtcMs = from.ToUnixTimeMilliseconds(),
                untilUtcMs = until.ToUnixTimeMilliseconds(),
                chargerId = scope.ChargerId,
                siteId = scope.SiteId,
                countMax = BillCountMax + 1,
            },
            buffered: false);
        foreach (Bill bill in bodies.Select(BillJson.Read))
        {
            read++;
            if (read > BillCountMax || (scope.ConnectorType != null && bill.Session.ConnectorType != scope.ConnectorType))
            {
                continue;
            }

            if (bill.Currency != device!.Currency)
            {
                otherCurrency++;
                continue;
            }

            rows.Add(RowOf(bill, device, zone));
        }

        return new WhatIfResult(month, device!.Currency, device.CurrencyDecimals, rows, otherCurrency, read > BillCountMax);
    }

    private static WhatIfRow RowOf(Bill bill, Tariff device, DateTimeZone zone)
    {
        // The hash is of prices and times of day; whose clock these go by is not in it.
        bool isBilled = bill.IsVatByRate && bill.Tariff.Hash == device.Hash && bill.Tariff.TimeZone == zone.Id;
        (long excl, long incl) = isBilled ? (bill.TotalExclMinor, bill.TotalInclMinor) : Price(bill.Session, device);
        return new WhatIfRow(
            bill.Number,
            bill.Session.SessionId,
            bill.Session.ChargerId,
            bill.Session.Start,
            bill.Session.EnergyMilliwattHours,
            bill.IsEstimated,
            bill.TotalExclMinor,
            bill.TotalInclMinor,
            excl,
            incl);
    }

    private static (long Excl, long Incl) Price(BilledSession session, Tariff device)
    {
        ChargingPeriod[] parts = CdrPeriodSplitter.Split(device, session.Periods.Select(PeriodOf));
        Cost cost = new();
        SessionPricer pricer = new();
        pricer.Price(device, parts, parts.Length, cost);
        IReadOnlyList<BillLine> lines = BillLines.Of(device, pricer.Calculator, cost, StatedVat.Everywhere);
        return (lines.Sum(line => line.ExclMinor), lines.Sum(line => line.InclMinor));
    }

    private static ChargingPeriod PeriodOf(BilledPeriod period)
    {
        return new ChargingPeriod
        {
            StartUtcMs = period.Start.ToUnixTimeMilliseconds(),
            DurationMs = period.DurationMs,
            ChargingMs = period.ChargingMs,
            ParkingMs = period.ParkingMs,
            EnergyMilliwattHours = period.EnergyMilliwattHours,
            CurrentMilliamps = period.CurrentMilliamps,
            PowerMilliwatts = period.PowerMilliwatts,
            Kind = period.Kind switch { "Charging" => PeriodKind.Charging, "Parking" => PeriodKind.Parking, _ => PeriodKind.Waiting },
            IsMeterLost = period.IsMeterLost,
        };
    }
}
