using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Tests.Stage.Statements;
using NodaTime;

namespace CloudBridge.Tests.Core.Statements;

[TestClass]
public sealed class StatementMakerTests
{
    [TestMethod]
    public void A_statement_adds_up_its_bills_by_rate_and_place()
    {
        Statement statement = Make(
            ScriptedBill.Of("2026-03-02T10:00:00", 10000000, 300, 60) with { Number = "1" },
            ScriptedBill.Of("2026-03-03T10:00:00", 5000000, 100, 10, vatPpm: 100000).At("c2", "Depot") with { Number = "2" });

        // 10 + 5 kWh; 3.00 + 1.00 net; 3.60 + 1.10 gross; 4.70 / 15 kWh = 0.313333...
        Assert.AreEqual(new StatementFigures(2, 15000000, 400, 470, 313333), statement.Totals);
        Assert.AreEqual(70, statement.Totals.VatMinor);
        CollectionAssert.AreEqual(new VatShare[] { new(200000, 300, 60), new(100000, 100, 10) }, statement.VatRates.ToArray());
        CollectionAssert.AreEqual(
            new PlaceShare[] { new(null, "", "c1", 1, 10000000, 360), new("Depot", "Depot", "c2", 1, 5000000, 110) },
            statement.Places.ToArray());
    }

    [TestMethod]
    public void Money_goes_to_the_hours_in_which_the_energy_flowed()
    {
        // Friday, two hours of 4 kWh: half an hour of them before 22 o'clock. 8 kWh for 4.00: 1 kWh is 0.50.
        Statement statement = Make(ScriptedBill.Of("2026-03-06T21:30:00", 8000000, 400, 0, minutes: 120));

        Assert.AreEqual(new TimeShare(2000000, 100), statement.Hours[21]);
        Assert.AreEqual(new TimeShare(4000000, 200), statement.Hours[22]);
        Assert.AreEqual(new TimeShare(2000000, 100), statement.Hours[23]);
        Assert.AreEqual(new TimeShare(8000000, 400), statement.Weekdays[4]);
        Assert.AreEqual(new TimeShare(2000000, 100), StatementWords.ByDay(statement));
        Assert.AreEqual(new TimeShare(6000000, 300), StatementWords.ByNight(statement));
    }

    [TestMethod]
    public void A_cent_that_cannot_be_divided_goes_to_the_first_hour()
    {
        // 1.00 over three hours alike: 0.34 + 0.33 + 0.33. 1 mWh too few to divide: 333333.67 each.
        Statement statement = Make(ScriptedBill.Of("2026-03-06T12:00:00", 3000000, 100, 0, minutes: 180));

        CollectionAssert.AreEqual(new long[] { 34, 33, 33 }, statement.Hours.Skip(12).Take(3).Select(hour => hour.InclMinor).ToArray());
    }

    [TestMethod]
    public void The_hour_that_daylight_saving_leaves_out_gets_nothing_and_the_doubled_one_gets_both()
    {
        // Los Angeles, 2019-03-10: 01:30 PST to 03:30 PDT is one hour, half of it each side of the hour that is not there.
        Statement spring = Make(ScriptedBill.Of("2019-03-10T01:30:00", 1000000, 100, 0, zone: "America/Los_Angeles"));
        Assert.AreEqual((50L, 0L, 50L), (spring.Hours[1].InclMinor, spring.Hours[2].InclMinor, spring.Hours[3].InclMinor));

        // 2019-11-03: from 00:00 PDT three hours long, of which two are called 1 o'clock.
        Statement autumn = Make(ScriptedBill.Of("2019-11-03T00:00:00", 3000000, 300, 0, zone: "America/Los_Angeles", minutes: 180));
        Assert.AreEqual((100L, 200L, 0L), (autumn.Hours[0].InclMinor, autumn.Hours[1].InclMinor, autumn.Hours[2].InclMinor));
    }

    [TestMethod]
    public void A_session_without_energy_is_paid_in_the_hour_of_plug_in()
    {
        // 02:00 on a Monday; a flat fee of 0.50.
        Statement statement = Make(ScriptedBill.Of("2026-03-02T02:00:00", 0, 50, 0));

        Assert.AreEqual(new TimeShare(0, 50), statement.Hours[2]);
        Assert.AreEqual(new TimeShare(0, 50), statement.Weekdays[0]);
        Assert.IsNull(statement.Totals.PriceMicrosPerKwh);
    }

    [TestMethod]
    public void A_credit_note_takes_energy_money_and_session_back_in_every_share()
    {
        Bill bill = ScriptedBill.Of("2026-03-06T21:30:00", 8000000, 400, 80, minutes: 120) with { Number = "1" };

        Statement statement = Make(bill, bill.Credit() with { Number = "2" }, bill.Corrected(200, 40) with { Number = "3" });

        // 4.80 - 4.80 + 2.40, for the same 8 kWh.
        Assert.AreEqual(new StatementFigures(1, 8000000, 200, 240, 300000), statement.Totals);
        Assert.AreEqual(new TimeShare(4000000, 120), statement.Hours[22]);
        CollectionAssert.AreEqual(new VatShare[] { new(200000, 200, 40) }, statement.VatRates.ToArray());
    }

    [TestMethod]
    public void Every_share_adds_up_to_the_total_for_any_bills()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 50; round++)
        {
            Bill[] bills =
            [
                .. Enumerable
                    .Range(1, 20)
                    .Select(i =>
                        ScriptedBill.Of(
                            $"2026-03-{random.Next(1, 29):00}T{random.Next(4, 24):00}:{random.Next(60):00}:00",
                            random.Next(50000000),
                            random.Next(10000),
                            random.Next(2000),
                            minutes: random.Next(1, 3000)
                        ) with
                        {
                            Number = $"{i}",
                        })
                    .Select(bill => random.Next(5) == 0 ? bill.Credit() : bill),
            ];

            Statement statement = Make(bills);

            (long, long) totals = (bills.Sum(bill => bill.Session.EnergyMilliwattHours), bills.Sum(bill => bill.TotalInclMinor));
            TimeShare hours = TimeShare.SumOf(statement.Hours);
            TimeShare weekdays = TimeShare.SumOf(statement.Weekdays);
            Assert.AreEqual(totals, (hours.EnergyMilliwattHours, hours.InclMinor), $"seed {seed}");
            Assert.AreEqual(totals, (weekdays.EnergyMilliwattHours, weekdays.InclMinor), $"seed {seed}");
            Assert.AreEqual(
                totals,
                (statement.Places.Sum(place => place.EnergyMilliwattHours), statement.Places.Sum(place => place.InclMinor)),
                $"seed {seed}");
            Assert.AreEqual(
                totals,
                (statement.Lines.Sum(line => line.EnergyMilliwattHours), statement.Lines.Sum(line => line.InclMinor)),
                $"seed {seed}");
            Assert.AreEqual(statement.Totals.VatMinor, statement.VatRates.Sum(rate => rate.VatMinor), $"seed {seed}");
            Assert.AreEqual(
                StatementJson.Write(statement),
                StatementJson.Write(StatementJson.Read(StatementJson.Write(statement))),
                $"seed {seed}");
        }
    }

    [TestMethod]
    [DataRow(112, 100L, "+12\u00a0%")]
    [DataRow(97, 100L, "−3\u00a0%")]
    [DataRow(100, 100L, "unchanged")]
    [DataRow(100, 0L, "")]
    [DataRow(100, null, "")]
    [DataRow(1, 3L, "−66.7\u00a0%")]
    public void Change_is_told_in_per_cent_where_it_can_be(int now, long? before, string words)
    {
        Assert.AreEqual(words, StatementWords.Change(now, before));
    }

    private static Statement Make(params Bill[] bills)
    {
        YearMonth month = new(bills[0].Session.Start.Year, bills[0].Session.Start.Month);
        return StatementMaker.Make(
            new StatementHead(
                "S2026-000001",
                month,
                DateTimeZoneProviders.Tzdb[bills[0].Tariff.TimeZone],
                bills[0].Issued,
                new BillIssuer("Test Energy", [], ""),
                new BilledParty("olga", "Olga", [], ""),
                null),
            bills);
    }
}
