using Firmware.Core.Tariffs;

namespace Firmware.Tests.Tariffs;

[TestClass]
public sealed class PriceSelectorTests
{
    [TestMethod]
    public void The_first_element_that_matches_wins_for_each_dimension_by_itself()
    {
        // Element 0 has TIME only, 1 and 2 have ENERGY: TIME comes from 0, ENERGY from 1, PARKING_TIME and FLAT from none.
        TariffElement time = new TariffElement { TimePriceMicros = 1 };
        PriceSelection selection = InstantOfSession.Select(
            TestTariff.Of(time, TestTariff.Energy(2), TestTariff.Energy(3)),
            InstantOfSession.Noon());
        Assert.AreEqual(0, PriceSelection.ElementOf(selection.Packed, PriceDimension.Time));
        Assert.AreEqual(1, PriceSelection.ElementOf(selection.Packed, PriceDimension.Energy));
        Assert.AreEqual(PriceSelection.None, PriceSelection.ElementOf(selection.Packed, PriceDimension.ParkingTime));
        Assert.AreEqual(PriceSelection.None, PriceSelection.ElementOf(selection.Packed, PriceDimension.Flat));
    }

    [TestMethod]
    public void A_price_of_zero_is_a_price()
    {
        Assert.AreEqual(
            0,
            InstantOfSession.EnergyElement(TestTariff.Of(TestTariff.Energy(0), TestTariff.Energy(1)), InstantOfSession.Noon()));
    }

    [TestMethod]
    public void The_last_of_32_elements_can_win_in_all_dimensions()
    {
        TariffElement[] elements = new TariffElement[32];
        for (int i = 0; i < 32; i++)
        {
            elements[i] = new TariffElement
            {
                EnergyPriceMicros = 1,
                TimePriceMicros = 1,
                ParkingTimePriceMicros = 1,
                FlatPriceMicros = 1,
                MinMilliwattHours = i == 31 ? 0 : 1,
            };
        }

        PriceSelection selection = InstantOfSession.Select(TestTariff.Of(elements), InstantOfSession.Noon());
        Assert.AreEqual(31, PriceSelection.ElementOf(selection.Packed, PriceDimension.Energy));
        Assert.AreEqual(31, PriceSelection.ElementOf(selection.Packed, PriceDimension.Time));
        Assert.AreEqual(31, PriceSelection.ElementOf(selection.Packed, PriceDimension.ParkingTime));
        Assert.AreEqual(31, PriceSelection.ElementOf(selection.Packed, PriceDimension.Flat));
    }

    [TestMethod]
    public void A_reservation_element_is_never_in_force()
    {
        TariffElement reservation = TestTariff.Energy(1);
        reservation.IsReservationOnly = true;
        Assert.AreEqual(1, InstantOfSession.EnergyElement(TestTariff.Of(reservation, TestTariff.Energy(2)), InstantOfSession.Noon()));
    }

    [TestMethod]
    [DataRow(7, 59, false)]
    [DataRow(8, 0, true)]
    [DataRow(11, 59, true)]
    [DataRow(12, 0, false)]
    public void A_window_holds_from_its_start_to_before_its_end(int hour, int minute, bool isIn)
    {
        Assert.AreEqual(isIn, HoldsAt(8 * 60, 12 * 60, hour, minute));
    }

    [TestMethod]
    [DataRow(21, 59, false)]
    [DataRow(22, 0, true)]
    [DataRow(23, 59, true)]
    [DataRow(0, 0, true)]
    [DataRow(5, 59, true)]
    [DataRow(6, 0, false)]
    public void A_window_that_ends_before_it_starts_wraps_over_midnight(int hour, int minute, bool isIn)
    {
        Assert.AreEqual(isIn, HoldsAt(22 * 60, 6 * 60, hour, minute));
    }

    [TestMethod]
    [DataRow(19, 59, false)]
    [DataRow(20, 0, true)]
    [DataRow(23, 59, true)]
    [DataRow(0, 0, false)]
    public void A_window_to_24_00_ends_at_midnight(int hour, int minute, bool isIn)
    {
        Assert.AreEqual(isIn, HoldsAt(20 * 60, 1440, hour, minute));
    }

    [TestMethod]
    // Wednesday 9 January: before 06:00 and from 22:00 the Wednesday window holds; on Thursday before 06:00 it does not.
    [DataRow(9, 5, true)]
    [DataRow(9, 23, true)]
    [DataRow(10, 5, false)]
    [DataRow(10, 23, false)]
    public void The_weekday_of_a_wrapping_window_is_that_of_the_instant(int day, int hour, bool isIn)
    {
        TariffElement element = TestTariff.Energy(1);
        element.StartMinute = 22 * 60;
        element.EndMinute = 6 * 60;
        element.DayOfWeekMask = 1 << 2;
        Assert.AreEqual(
            isIn ? 0 : -1,
            InstantOfSession.EnergyElement(TestTariff.Of(element), InstantOfSession.At(LocalTime.Utc(2019, 1, day, hour, 0))));
    }

    [TestMethod]
    // 7 January 2019 was a Monday.
    [DataRow(7, 1)]
    [DataRow(8, 2)]
    [DataRow(9, 4)]
    [DataRow(10, 8)]
    [DataRow(11, 16)]
    [DataRow(12, 32)]
    [DataRow(13, 64)]
    public void Weekdays_are_bits_from_monday_on(int day, int mask)
    {
        TariffElement element = TestTariff.Energy(1);
        element.DayOfWeekMask = mask;
        Assert.AreEqual(0, InstantOfSession.EnergyElement(TestTariff.Of(element), InstantOfSession.At(LocalTime.Utc(2019, 1, day, 12, 0))));
        element.DayOfWeekMask = 127 - mask;
        Assert.AreEqual(
            -1,
            InstantOfSession.EnergyElement(TestTariff.Of(element), InstantOfSession.At(LocalTime.Utc(2019, 1, day, 12, 0))));
    }

    [TestMethod]
    // 2019-01-10 is day 17906: 49 years of 365 days, 12 leap days and 9 days.
    [DataRow(9, 23, 59, false)]
    [DataRow(10, 0, 0, true)]
    [DataRow(11, 23, 59, true)]
    [DataRow(12, 0, 0, false)]
    public void Dates_hold_from_the_first_to_before_the_last(int day, int hour, int minute, bool isIn)
    {
        TariffElement element = TestTariff.Energy(1);
        element.StartDay = 17906;
        element.EndDay = 17908;
        Assert.AreEqual(
            isIn ? 0 : -1,
            InstantOfSession.EnergyElement(TestTariff.Of(element), InstantOfSession.At(LocalTime.Utc(2019, 1, day, hour, minute))));
    }

    [TestMethod]
    [DataRow(9999999, false)]
    [DataRow(10000000, true)]
    [DataRow(19999999, true)]
    [DataRow(20000000, false)]
    public void Kwh_hold_from_the_minimum_to_before_the_maximum(int milliwattHours, bool isIn)
    {
        TariffElement element = TestTariff.Energy(1);
        element.MinMilliwattHours = 10000000;
        element.MaxMilliwattHours = 20000000;
        PriceContext context = InstantOfSession.Noon();
        context.SessionMilliwattHours = milliwattHours;
        Assert.AreEqual(isIn ? 0 : -1, InstantOfSession.EnergyElement(TestTariff.Of(element), context));
    }

    [TestMethod]
    [DataRow(1799999, false)]
    [DataRow(1800000, true)]
    [DataRow(3599999, true)]
    [DataRow(3600000, false)]
    public void Durations_hold_from_the_minimum_to_before_the_maximum(int sessionMs, bool isIn)
    {
        TariffElement element = TestTariff.Energy(1);
        element.MinDurationSeconds = 1800;
        element.MaxDurationSeconds = 3600;
        PriceContext context = InstantOfSession.Noon();
        context.SessionMs = sessionMs;
        Assert.AreEqual(isIn ? 0 : -1, InstantOfSession.EnergyElement(TestTariff.Of(element), context));
    }

    [TestMethod]
    [DataRow(15999, false)]
    [DataRow(16000, true)]
    [DataRow(31999, true)]
    [DataRow(32000, false)]
    public void Currents_hold_from_the_minimum_to_before_the_maximum(int milliamps, bool isIn)
    {
        TariffElement element = TestTariff.Energy(1);
        element.MinMilliamps = 16000;
        element.MaxMilliamps = 32000;
        PriceContext context = InstantOfSession.Noon();
        context.CurrentMilliamps = milliamps;
        Assert.AreEqual(isIn ? 0 : -1, InstantOfSession.EnergyElement(TestTariff.Of(element), context));
    }

    [TestMethod]
    [DataRow(10999999, false)]
    [DataRow(11000000, true)]
    [DataRow(21999999, true)]
    [DataRow(22000000, false)]
    public void Powers_hold_from_the_minimum_to_before_the_maximum(int milliwatts, bool isIn)
    {
        TariffElement element = TestTariff.Energy(1);
        element.MinMilliwatts = 11000000;
        element.MaxMilliwatts = 22000000;
        PriceContext context = InstantOfSession.Noon();
        context.PowerMilliwatts = milliwatts;
        Assert.AreEqual(isIn ? 0 : -1, InstantOfSession.EnergyElement(TestTariff.Of(element), context));
    }

    [TestMethod]
    public void All_restrictions_of_an_element_must_hold_together()
    {
        // At noon on a Wednesday the window holds and the weekday does not.
        TariffElement element = TestTariff.Energy(1);
        element.StartMinute = 8 * 60;
        element.DayOfWeekMask = 1;
        Assert.AreEqual(-1, InstantOfSession.EnergyElement(TestTariff.Of(element), InstantOfSession.Noon()));
    }

    private static bool HoldsAt(int startMinute, int endMinute, int hour, int minute)
    {
        TariffElement element = TestTariff.Energy(1);
        element.StartMinute = startMinute;
        element.EndMinute = endMinute;
        return InstantOfSession.EnergyElement(TestTariff.Of(element), InstantOfSession.At(LocalTime.Utc(2019, 1, 9, hour, minute))) == 0;
    }
}
