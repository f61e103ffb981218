using Firmware.Core.Tariffs;

namespace Firmware.Tests.Tariffs;

/// <summary>The bounds of a selection: it holds up to the last unit before them, and not at them.</summary>
[TestClass]
public sealed class PriceSelectionTests
{
    [TestMethod]
    public void It_holds_until_the_window_begins()
    {
        // Noon; a window begins at 17:00.
        TariffElement element = TestTariff.Energy(1);
        element.StartMinute = 17 * 60;
        element.EndMinute = 20 * 60;
        PriceContext context = InstantOfSession.Noon();
        PriceSelection selection = InstantOfSession.Select(TestTariff.Of(element), context);
        context.UtcMs = LocalTime.Utc(2019, 1, 9, 17, 0) - 1;
        Assert.IsTrue(selection.Holds(context));
        context.UtcMs++;
        Assert.IsFalse(selection.Holds(context));
    }

    [TestMethod]
    public void It_holds_until_the_window_ends()
    {
        // Noon; the window ends at 20:00.
        TariffElement element = TestTariff.Energy(1);
        element.EndMinute = 20 * 60;
        PriceContext context = InstantOfSession.Noon();
        PriceSelection selection = InstantOfSession.Select(TestTariff.Of(element), context);
        context.UtcMs = LocalTime.Utc(2019, 1, 9, 20, 0) - 1;
        Assert.IsTrue(selection.Holds(context));
        context.UtcMs++;
        Assert.IsFalse(selection.Holds(context));
    }

    [TestMethod]
    public void It_never_holds_over_midnight()
    {
        PriceContext context = InstantOfSession.Noon();
        PriceSelection selection = InstantOfSession.Select(TestTariff.Of(TestTariff.Energy(1)), context);
        context.UtcMs = LocalTime.Utc(2019, 1, 10, 0, 0) - 1;
        Assert.IsTrue(selection.Holds(context));
        context.UtcMs++;
        Assert.IsFalse(selection.Holds(context));
    }

    [TestMethod]
    public void It_does_not_hold_before_the_instant_it_was_made_for()
    {
        // A clock that is set back must be looked up again.
        PriceContext context = InstantOfSession.Noon();
        PriceSelection selection = InstantOfSession.Select(TestTariff.Of(TestTariff.Energy(1)), context);
        context.UtcMs--;
        Assert.IsFalse(selection.Holds(context));
    }

    [TestMethod]
    public void It_holds_until_the_next_edge_in_kwh()
    {
        // 10 to 20 kWh: from 0 the edge is 10, from 10 it is 20, from 20 there is none.
        TariffElement element = TestTariff.Energy(1);
        element.MinMilliwattHours = 10000000;
        element.MaxMilliwattHours = 20000000;
        PriceContext context = InstantOfSession.Noon();
        Assert.AreEqual(10000000L, InstantOfSession.Select(TestTariff.Of(element), context).UntilMilliwattHours);
        context.SessionMilliwattHours = 10000000;
        PriceSelection selection = InstantOfSession.Select(TestTariff.Of(element), context);
        Assert.AreEqual(20000000L, selection.UntilMilliwattHours);
        context.SessionMilliwattHours = 19999999;
        Assert.IsTrue(selection.Holds(context));
        context.SessionMilliwattHours = 20000000;
        Assert.IsFalse(selection.Holds(context));
        Assert.AreEqual(long.MaxValue, InstantOfSession.Select(TestTariff.Of(element), context).UntilMilliwattHours);
    }

    [TestMethod]
    public void It_holds_until_the_next_edge_in_duration()
    {
        // Up to 30 min: the edge is at 1,800,000 ms.
        TariffElement element = TestTariff.Energy(1);
        element.MaxDurationSeconds = 1800;
        PriceContext context = InstantOfSession.Noon();
        PriceSelection selection = InstantOfSession.Select(TestTariff.Of(element), context);
        context.SessionMs = 1799999;
        Assert.IsTrue(selection.Holds(context));
        context.SessionMs = 1800000;
        Assert.IsFalse(selection.Holds(context));
    }

    [TestMethod]
    // Looked up at 20 A between 16 A and 32 A: it holds from 16.000 to 31.999 A.
    [DataRow(15999, false)]
    [DataRow(16000, true)]
    [DataRow(31999, true)]
    [DataRow(32000, false)]
    public void It_holds_between_the_edges_in_current(int milliamps, bool isHolding)
    {
        TariffElement element = TestTariff.Energy(1);
        element.MinMilliamps = 16000;
        element.MaxMilliamps = 32000;
        PriceContext context = InstantOfSession.Noon();
        context.CurrentMilliamps = 20000;
        PriceSelection selection = InstantOfSession.Select(TestTariff.Of(element), context);
        context.CurrentMilliamps = milliamps;
        Assert.AreEqual(isHolding, selection.Holds(context));
    }

    [TestMethod]
    // Looked up at 40 kW above both edges, 16 and 32 kW: it holds from 32 kW up.
    [DataRow(31999999, false)]
    [DataRow(32000000, true)]
    [DataRow(350000000, true)]
    public void It_holds_above_the_highest_edge_in_power(int milliwatts, bool isHolding)
    {
        TariffElement slow = TestTariff.Energy(1);
        slow.MaxMilliwatts = 16000000;
        TariffElement middle = TestTariff.Energy(2);
        middle.MaxMilliwatts = 32000000;
        PriceContext context = InstantOfSession.Noon();
        context.PowerMilliwatts = 40000000;
        PriceSelection selection = InstantOfSession.Select(TestTariff.Of(slow, middle, TestTariff.Energy(3)), context);
        Assert.AreEqual(2, PriceSelection.ElementOf(selection.Packed, PriceDimension.Energy));
        context.PowerMilliwatts = milliwatts;
        Assert.AreEqual(isHolding, selection.Holds(context));
    }

    [TestMethod]
    public void Restrictions_of_reservations_bound_nothing()
    {
        TariffElement reservation = TestTariff.Energy(1);
        reservation.IsReservationOnly = true;
        reservation.MaxMilliwattHours = 1;
        Assert.AreEqual(long.MaxValue, InstantOfSession.Select(TestTariff.Of(reservation), InstantOfSession.Noon()).UntilMilliwattHours);
    }
}
