using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Scenarios;

/// <summary>What an owner who looks at a running session hears, and how soon.</summary>
[TestClass]
public class LiveValueTests
{
    [TestMethod]
    public void Nobody_looks_and_nothing_changes_so_a_live_value_comes_each_ten_seconds()
    {
        TestCharger charger = Charging();
        // 60 s at one in ten.
        Assert.AreEqual(6, LiveValuesWithin(charger, 60000));
    }

    [TestMethod]
    public void Somebody_looks_so_live_values_come_each_second_for_a_minute()
    {
        TestCharger charger = Charging();
        Command(charger, CommandMessage.Watch);
        int watched = LiveValuesWithin(charger, 60000);
        Assert.IsTrue(watched >= 59 && watched <= 61, watched.ToString());
        // The last of them sets the next one ten seconds later.
        int after = LiveValuesWithin(charger, 60000);
        Assert.IsTrue(after >= 5 && after <= 7, after.ToString());
    }

    [TestMethod]
    public void To_look_again_and_again_makes_no_more_than_one_value_a_second()
    {
        TestCharger charger = Charging();
        int before = charger.Board.FakeLink.CountOf(Topic.Live);
        for (int i = 0; i < 20; i++)
        {
            Command(charger, CommandMessage.Watch);
            charger.Run(100);
        }

        // Two seconds and the ticks that took the commands.
        int told = charger.Board.FakeLink.CountOf(Topic.Live) - before;
        Assert.IsTrue(told >= 2 && told <= 5, told.ToString());
    }

    [TestMethod]
    public void A_step_of_power_is_told_within_two_seconds_and_a_small_one_is_not()
    {
        TestCharger charger = Charging();
        // 230 V x 11 A = 2,530 W: 230 W more, less than a twentieth of 8,000 W.
        charger.Draw(11000);
        Assert.AreEqual(0, LiveValuesWithin(charger, 2000));
        // 230 V x 16 A = 3,680 W: 1,380 W more than was told.
        charger.Draw(16000);
        Assert.AreEqual(1, LiveValuesWithin(charger, 2000));
        Assert.AreEqual("3680000", FakeLink.MemberOf(charger.Board.FakeLink.LastOf(Topic.Live), "powerMilliwatts"));
    }

    [TestMethod]
    public void A_power_that_swings_faster_than_a_second_is_told_once_a_second_at_most()
    {
        TestCharger charger = Charging();
        int before = charger.Board.FakeLink.CountOf(Topic.Live);
        for (int i = 0; i < 100; i++)
        {
            charger.Draw(i / 7 % 2 == 0 ? 16000 : 8000);
            charger.Run(100);
        }

        int told = charger.Board.FakeLink.CountOf(Topic.Live) - before;
        Assert.IsTrue(told >= 5 && told <= 11, told.ToString());
    }

    [TestMethod]
    public void A_new_price_is_told_within_two_seconds_with_the_one_that_follows()
    {
        TestCharger charger = new TestCharger();
        WholeSessionTests.PutTariff(charger, 300000);
        Assert.IsNotNull(charger.Agent.Tariffs.Current);
        // From the second minute of a session on a kilowatt-hour costs 0.50, and parking 6.00 an hour with 20 % VAT.
        TariffElement first = charger.Agent.Tariffs.Current!.Elements[0];
        first.MaxDurationSeconds = 60;
        TariffElement second = new TariffElement
        {
            EnergyPriceMicros = 500000,
            EnergyVatPpm = 200000,
            ParkingTimePriceMicros = 6000000,
            ParkingTimeVatPpm = 200000,
        };
        charger.Agent.Tariffs.Current!.Elements = new TariffElement[] { first, second };
        charger.Plug();
        charger.Draw(10000);
        charger.Run(59000);
        Assert.AreEqual("300000", FakeLink.MemberOf(charger.Board.FakeLink.LastOf(Topic.Live), "energyPriceMicros"));

        charger.Run(3000);

        string live = charger.Board.FakeLink.LastOf(Topic.Live);
        Assert.AreEqual("500000", FakeLink.MemberOf(live, "energyPriceMicros"));
        Assert.AreEqual("200000", FakeLink.MemberOf(live, "energyVatPpm"));
        Assert.AreEqual("-1", FakeLink.MemberOf(live, "timePriceMicros"));
        Assert.AreEqual("6000000", FakeLink.MemberOf(live, "parkingTimePriceMicros"));
        Assert.AreEqual("500000", FakeLink.MemberOf(live, "nextEnergyPriceMicros"));
    }

    private static TestCharger Charging()
    {
        TestCharger charger = new TestCharger();
        WholeSessionTests.PutTariff(charger, 300000);
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(60000);
        // Right after a live value, so that a test knows when the next one is due.
        int before = charger.Board.FakeLink.CountOf(Topic.Live);
        while (charger.Board.FakeLink.CountOf(Topic.Live) == before)
        {
            charger.Run(100);
        }

        return charger;
    }

    private static void Command(TestCharger charger, string name)
    {
        charger.Board.FakeJsonReader.Next = new CommandMessage { Command = name };
        charger.Board.FakeLink.Receive(Topic.Command, "{}");
    }

    private static int LiveValuesWithin(TestCharger charger, int durationMs)
    {
        int before = charger.Board.FakeLink.CountOf(Topic.Live);
        charger.Run(durationMs);
        return charger.Board.FakeLink.CountOf(Topic.Live) - before;
    }
}
