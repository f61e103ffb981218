using Firmware.Core.Tariffs;

namespace Firmware.Tests.Tariffs;

/// <summary>Local time in Amsterdam in 2019: an hour is missing on 31 March (02:00), and one comes twice on 27 October (02:00).</summary>
[TestClass]
public sealed class DaylightSavingTests
{
    [TestMethod]
    // 00:59 UTC is 01:59 local; one minute later it is 03:00.
    [DataRow(0, 59, false)]
    [DataRow(1, 0, true)]
    public void In_spring_the_window_from_03_00_starts_an_hour_early(int hour, int minute, bool isIn)
    {
        Assert.AreEqual(
            isIn ? 0 : -1,
            InstantOfSession.EnergyElement(InWindow(3 * 60, 6 * 60), InstantOfSession.At(LocalTime.Utc(2019, 3, 31, hour, minute))));
    }

    [TestMethod]
    public void In_spring_a_window_in_the_missing_hour_never_holds()
    {
        Tariff tariff = InWindow(2 * 60, 3 * 60);
        Assert.AreEqual(-1, InstantOfSession.EnergyElement(tariff, InstantOfSession.At(LocalTime.Utc(2019, 3, 31, 0, 59))));
        Assert.AreEqual(-1, InstantOfSession.EnergyElement(tariff, InstantOfSession.At(LocalTime.Utc(2019, 3, 31, 1, 0))));
    }

    [TestMethod]
    // 00:00 UTC is the first 02:00, 01:00 UTC the second; 02:00 UTC is 03:00.
    [DataRow(23, 59, false)]
    [DataRow(24, 0, true)]
    [DataRow(24, 59, true)]
    [DataRow(25, 0, true)]
    [DataRow(25, 59, true)]
    [DataRow(26, 0, false)]
    public void In_autumn_the_repeated_hour_has_its_price_twice(int hour, int minute, bool isIn)
    {
        long utcMs = LocalTime.Utc(2019, 10, 26, 0, 0) + (((hour * 60) + minute) * 60000L);
        Assert.AreEqual(isIn ? 0 : -1, InstantOfSession.EnergyElement(InWindow(2 * 60, 3 * 60), InstantOfSession.At(utcMs)));
    }

    [TestMethod]
    public void A_session_over_the_spring_change_pays_the_night_for_an_hour_less()
    {
        // From 00:00 UTC (01:00 local) 2 h of 6 kWh each; night 22:00 to 04:00 at 0.10 ends at 04:00 local = 02:00 UTC: 12 x 0.10 = 1.20.
        // An hour later, at 0.30: + 6 x 0.30 = 3.00.
        Tariff tariff = Night();
        Assert.AreEqual(1200000L, new SessionScript(tariff, LocalTime.Utc(2019, 3, 31, 0, 0)).Charge(120, 12000).Price().TotalExcl.Micros);
        Assert.AreEqual(3000000L, new SessionScript(tariff, LocalTime.Utc(2019, 3, 31, 0, 0)).Charge(180, 18000).Price().TotalExcl.Micros);
    }

    [TestMethod]
    public void A_session_over_the_autumn_change_pays_the_night_for_an_hour_more()
    {
        // From 23:00 UTC (01:00 local) 4 h of 6 kWh each until 03:00 UTC = 04:00 local: 24 x 0.10 = 2.40.
        Assert.AreEqual(
            2400000L,
            new SessionScript(Night(), LocalTime.Utc(2019, 10, 26, 23, 0)).Charge(240, 24000).Price().TotalExcl.Micros);
    }

    [TestMethod]
    public void The_bounds_of_a_selection_end_where_the_offset_changes()
    {
        // At 00:30 UTC it is 01:30; the window ends at 06:00, which would be 05:00 UTC; but the clock changes at 01:00 UTC.
        PriceSelection selection = InstantOfSession.Select(InWindow(0, 6 * 60), InstantOfSession.At(LocalTime.Utc(2019, 3, 31, 0, 30)));
        Assert.AreEqual(LocalTime.Utc(2019, 3, 31, 1, 0), selection.UntilUtcMs);
        // At 01:00 UTC it is 03:00: the window ends three hours later.
        PriceSelection after = InstantOfSession.Select(InWindow(0, 6 * 60), InstantOfSession.At(LocalTime.Utc(2019, 3, 31, 1, 0)));
        Assert.AreEqual(LocalTime.Utc(2019, 3, 31, 4, 0), after.UntilUtcMs);
    }

    [TestMethod]
    public void The_first_offset_also_holds_before_the_table_begins()
    {
        // 31 December 2018, 23:00 UTC is 00:00 local with the first offset of the table.
        Assert.AreEqual(0, InstantOfSession.EnergyElement(InWindow(0, 60), InstantOfSession.At(LocalTime.Utc(2018, 12, 31, 23, 0))));
    }

    private static Tariff InWindow(int startMinute, int endMinute)
    {
        TariffElement element = TestTariff.Energy(1);
        element.StartMinute = startMinute;
        element.EndMinute = endMinute;
        Tariff tariff = TestTariff.Of(element);
        tariff.UtcOffsets = LocalTime.Amsterdam2019();
        return tariff;
    }

    private static Tariff Night()
    {
        TariffElement night = TestTariff.Energy(100000);
        night.StartMinute = 22 * 60;
        night.EndMinute = 4 * 60;
        Tariff tariff = TestTariff.Of(night, TestTariff.Energy(300000));
        tariff.UtcOffsets = LocalTime.Amsterdam2019();
        return tariff;
    }
}
