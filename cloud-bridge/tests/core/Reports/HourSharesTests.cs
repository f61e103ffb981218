using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Reports;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Core.Reports;

[TestClass]
public sealed class HourSharesTests
{
    [TestMethod]
    public void Cents_go_to_the_hours_by_largest_remainder_and_add_up()
    {
        // 10:30 to 12:30, 3 cents: 0.75, 1.5 and 0.75 cents; rounded down 0, 1, 0, and the two that are left go to the larger remainders.
        Bill bill = BillOf(3, Line("Energy", 0, 3), Period(DateTimeOffset.Parse("2026-03-02T10:30:00Z"), 120, 1000));

        HourShare[] hours = [.. HourShares.Of(bill, null)];

        CollectionAssert.AreEqual(new[] { 10, 11, 12 }, hours.Select(hour => hour.LocalHour).ToArray());
        CollectionAssert.AreEqual(new[] { 1L, 1L, 1L }, hours.Select(hour => hour.ExclMinor).ToArray());
        CollectionAssert.AreEqual(new[] { 250L, 500L, 250L }, hours.Select(hour => hour.EnergyMilliwattHours).ToArray());
    }

    [TestMethod]
    public void A_price_counts_in_the_hours_in_which_it_held()
    {
        // Half the energy before 11:00 at 0.90, half after at 0.10: 0.90 and 0.10, though the energy of both hours is the same.
        Tariff tariff = TariffOf("""
            {"country_code":"DE","party_id":"ALL","id":"t","currency":"EUR","last_updated":"2026-01-01T00:00:00Z","elements":[
             {"price_components":[{"type":"ENERGY","price":0.90,"step_size":1}],"restrictions":{"end_time":"11:00"}},
             {"price_components":[{"type":"ENERGY","price":0.10,"step_size":1}]}]}
            """);
        Bill bill = BillOf(
            100,
            [Line("Energy", 0, 90), Line("Energy", 1, 10)],
            Period(DateTimeOffset.Parse("2026-03-02T10:00:00Z"), 60, 1000000),
            Period(DateTimeOffset.Parse("2026-03-02T11:00:00Z"), 60, 1000000));

        CollectionAssert.AreEqual(new[] { 90L, 10L }, HourShares.Of(bill, tariff).Select(hour => hour.ExclMinor).ToArray());
    }

    [TestMethod]
    public void The_missing_hour_of_spring_gets_nothing_and_the_hours_are_local()
    {
        // 29 March 2026, 00:30 to 02:30 UTC in Berlin: 01:30 to 02:00, then 03:00 to 04:30. 2.00 over two hours: 0.50, 1.00, 0.50.
        Bill bill = BillOf(200, Line("Energy", 0, 200), Period(DateTimeOffset.Parse("2026-03-29T00:30:00Z"), 120, 1000000)) with
        {
            Tariff = new BilledTariff("t", 1, "h", "Europe/Berlin"),
        };

        CollectionAssert.AreEqual(
            new[] { (1, 50L), (3, 100L), (4, 50L) },
            HourShares.Of(bill, null).Select(hour => (hour.LocalHour, hour.ExclMinor)).ToArray());
    }

    [TestMethod]
    public void A_maximum_price_takes_from_the_hours_as_the_bill_gave_to_them()
    {
        // 4.00 and 2.00 less 3.00: 2.00 and 1.00 stay.
        Bill bill = BillOf(
            300,
            [
                Line("Energy", 0, 600),
                new BillLine
                {
                    Kind = "MaximumPrice",
                    ExclMinor = -300,
                    VatMinor = 0,
                },
            ],
            Period(DateTimeOffset.Parse("2026-03-02T10:00:00Z"), 60, 2000000),
            Period(DateTimeOffset.Parse("2026-03-02T11:00:00Z"), 60, 1000000));

        CollectionAssert.AreEqual(new[] { 200L, 100L }, HourShares.Of(bill, null).Select(hour => hour.ExclMinor).ToArray());
    }

    [TestMethod]
    public void Faults_that_overlap_count_once_and_time_in_sessions_does_not()
    {
        // A from 10 to 50, B from 40 to 60, C from 90 on without end at 100: 50 + 10; a session from 55 to 95 takes 5 + 5 away.
        FaultTime time = FaultTime.Of([("A", true, 10), ("B", true, 40), ("A", false, 50), ("B", false, 60), ("C", true, 90)], 0, 100);

        Assert.AreEqual(60, time.LengthWithout([]));
        Assert.AreEqual(50, time.LengthWithout([(55, 95)]));
    }

    [TestMethod]
    [DataRow("""{"type":"TIME","price":1,"step_size":1}""", "", "are not all ENERGY")]
    [DataRow("""{"type":"ENERGY","price":1,"step_size":100}""", "", "are not all ENERGY")]
    [DataRow("""{"type":"ENERGY","price":1,"step_size":1}""", ""","restrictions":{"max_kwh":5}""", "depend on the session")]
    public void What_energy_cannot_be_bought_at_is_refused(string component, string restrictions, string reason)
    {
        string json = $$"""
            {"country_code":"DE","party_id":"ALL","id":"t","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
             "elements":[{"price_components":[{{component}}]{{restrictions}}}]}
            """;
        Assert.IsTrue(OcpiTariffReader.TryRead(System.Text.Encoding.UTF8.GetBytes(json), out OcpiTariff? tariff, out _));

        StringAssert.Contains(PurchaseTariff.FindDefects(tariff!).Single().Reason, reason);
    }

    [TestMethod]
    public void Months_begin_at_midnight_of_the_operators_zone()
    {
        ReportRange range = ReportRange.Of(
            "2019-03",
            "2019-04",
            DateTimeZoneProviders.Tzdb["America/Los_Angeles"],
            Instant.FromUtc(2026, 1, 1, 0, 0),
            out _
        )!;

        // PST is UTC-8 on 1 March, PDT UTC-7 on 1 April and 1 May.
        Assert.AreEqual(Instant.FromUtc(2019, 3, 1, 8, 0).ToUnixTimeMilliseconds(), range.FromUtcMs);
        Assert.AreEqual(Instant.FromUtc(2019, 4, 1, 7, 0).ToUnixTimeMilliseconds(), range.Months[1].FromUtcMs);
        Assert.AreEqual(Instant.FromUtc(2019, 5, 1, 7, 0).ToUnixTimeMilliseconds(), range.UntilUtcMs);
        Assert.IsNull(ReportRange.Of("2019-01", "2022-01", DateTimeZone.Utc, default, out string? defect));
        Assert.AreEqual("Give at most 36 months.", defect);
    }

    private static Tariff TariffOf(string json)
    {
        Assert.IsTrue(OcpiTariffReader.TryRead(System.Text.Encoding.UTF8.GetBytes(json), out OcpiTariff? ocpi, out _));
        Assert.IsTrue(
            DeviceTariffCompiler.TryCompile(ocpi!, DateTimeZone.Utc, Instant.FromUtc(2026, 1, 1, 0, 0), 1, out Tariff? tariff, out _));
        return tariff!;
    }

    private static BillLine Line(string kind, int element, long exclMinor)
    {
        return new BillLine { Kind = kind, Element = element, ExclMinor = exclMinor, VatMinor = 0 };
    }

    private static BilledPeriod Period(DateTimeOffset start, int minutes, long milliwattHours)
    {
        return new BilledPeriod(start, minutes * 60000L, "Charging", minutes * 60000L, 0, milliwattHours, 0, 0, false);
    }

    private static Bill BillOf(long exclMinor, BillLine line, BilledPeriod period)
    {
        return BillOf(exclMinor, [line], period);
    }

    private static Bill BillOf(long exclMinor, BillLine[] lines, params BilledPeriod[] periods)
    {
        BilledSession session = new()
        {
            SessionId = "c1-1",
            ChargerId = "c1",
            ConnectorType = "IEC_62196_T2",
            Start = periods[0].Start,
            End = periods[^1].Start.AddMilliseconds(periods[^1].DurationMs),
            ClockQuality = "S",
            EndReason = "EVDisconnected",
            RegisterStartMilliwattHours = 0,
            RegisterEndMilliwattHours = periods.Sum(period => period.EnergyMilliwattHours),
            EnergyMilliwattHours = periods.Sum(period => period.EnergyMilliwattHours),
            SubstitutedMilliwattHours = 0,
            ChargingMs = periods.Sum(period => period.ChargingMs),
            ParkingMs = 0,
            DurationMs = periods.Sum(period => period.DurationMs),
            Periods = periods,
        };
        return new Bill
        {
            Number = "1",
            Issued = default,
            Issuer = new BillIssuer("i", [], ""),
            Session = session,
            Tariff = new BilledTariff("t", 1, "h", "UTC"),
            Currency = "EUR",
            CurrencyDecimals = 2,
            TotalExclMinor = exclMinor,
            TotalInclMinor = exclMinor,
            TotalExclMicros = exclMinor * 10000,
            TotalInclMicros = exclMinor * 10000,
            Lines = lines,
            Notes = [],
            RecordMac = "",
            CheckCode = "",
        };
    }
}
