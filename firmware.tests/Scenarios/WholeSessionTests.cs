using Firmware.Core.Ports;
using Firmware.Core.Tariffs;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Scenarios;

[TestClass]
public class WholeSessionTests
{
    [TestMethod]
    public void A_session_is_reported_with_its_energy_and_its_cost()
    {
        TestCharger charger = new TestCharger();
        PutTariff(charger, 300000);
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(3600000);
        charger.Unplug();
        charger.Run(1000);

        string summary = charger.Board.FakeLink.LastOf(Topic.Session);
        // 230 V x 10 A = 2.3 kW for one hour and one tick at its edges: 2.3 kWh, and 2.3 x 0.30 = 0.69.
        Assert.AreEqual("T1-1", FakeLink.MemberOf(summary, "sessionId"));
        Assert.AreEqual("EVDisconnected", FakeLink.MemberOf(summary, "endReason"));
        Assert.AreEqual("2300000", FakeLink.MemberOf(summary, "registerEndMilliwattHours"));
        Assert.AreEqual("690000", FakeLink.MemberOf(summary, "costExclMicros"));
    }

    [TestMethod]
    public void Charging_and_parking_are_periods_of_their_own()
    {
        TestCharger charger = new TestCharger();
        PutTariff(charger, 300000);
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(600000);
        charger.Draw(0);
        charger.Run(300000);
        charger.Unplug();
        charger.Run(1000);

        string summary = charger.Board.FakeLink.LastOf(Topic.Session);
        // Waiting until the current has flowed for a second, charging until it has been away for ten, then parking.
        Assert.AreEqual(1, CountOf(summary, "\"kind\":\"Waiting\""));
        Assert.AreEqual(1, CountOf(summary, "\"kind\":\"Charging\""));
        Assert.AreEqual(1, CountOf(summary, "\"kind\":\"Parking\""));
    }

    [TestMethod]
    public void A_complete_charge_is_told_at_once()
    {
        TestCharger charger = new TestCharger();
        charger.Plug();
        charger.Draw(10000);
        charger.Run(60000);
        charger.Draw(0);
        charger.Run(11000);

        string alert = charger.Board.FakeLink.LastOf(Topic.Alert);
        Assert.AreEqual("ChargeComplete", FakeLink.MemberOf(alert, "vendorCode"));
        Assert.AreEqual("1", FakeLink.MemberOf(alert, "sessionNumber"));
    }

    [TestMethod]
    public void A_bouncing_plug_makes_one_session()
    {
        TestCharger charger = new TestCharger();
        for (int i = 0; i < 3; i++)
        {
            charger.Plug();
            charger.Run(100);
            charger.Board.Lines = ConnectorInputs.MainsPresent;
            charger.Run(100);
        }

        charger.Plug();
        charger.Run(60000);
        charger.Unplug();
        charger.Run(1000);

        Assert.AreEqual(1, charger.Board.FakeLink.CountOf(Topic.Session));
    }

    [TestMethod]
    public void Without_a_tariff_the_cost_is_unknown_and_the_energy_is_not()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(360000);
        charger.Unplug();
        charger.Run(1000);

        string summary = charger.Board.FakeLink.LastOf(Topic.Session);
        // 2.3 kW x 0.1 h = 0.23 kWh.
        Assert.AreEqual("230000", FakeLink.MemberOf(summary, "registerEndMilliwattHours"));
        Assert.AreEqual("-1", FakeLink.MemberOf(summary, "costExclMicros"));
        Assert.AreEqual("", FakeLink.MemberOf(summary, "tariffId"));
    }

    [TestMethod]
    public void A_tariff_that_comes_in_the_middle_holds_from_the_next_session_on()
    {
        TestCharger charger = new TestCharger();
        PutTariff(charger, 300000);
        charger.Run(200);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(360000);
        PutTariff(charger, 900000);
        charger.Run(360000);
        charger.Unplug();
        charger.Run(1000);

        string summary = charger.Board.FakeLink.LastOf(Topic.Session);
        // 2.3 kW x 720.1 s = 460,063 mWh, x 0.30 = 0.1380189: the promise at plug-in.
        Assert.AreEqual("138018", FakeLink.MemberOf(summary, "costExclMicros"));
        Assert.AreEqual(900000L, charger.Agent.Tariffs.Current!.Elements[0].EnergyPriceMicros);
    }

    [TestMethod]
    public void An_empty_tariff_message_leaves_the_tariff_on_flash_and_warns_of_nothing()
    {
        TestCharger charger = new TestCharger();
        PutTariff(charger, 300000);
        charger.Board.FakeJsonReader.Next = null;
        int warnings = charger.Board.FakeLink.CountOf(Topic.Log);

        charger.Board.FakeLink.Receive(Topic.Tariff, "");
        charger.Run(100);

        Assert.AreEqual(1, charger.Agent.Tariffs.Current!.Elements.Length);
        Assert.AreEqual(warnings, charger.Board.FakeLink.CountOf(Topic.Log));
    }

    /// <summary>The bridge publishes a tariff of one energy price.</summary>
    internal static void PutTariff(TestCharger charger, long energyPriceMicros)
    {
        Tariff tariff = new Tariff();
        tariff.Format = Tariff.CurrentFormat;
        tariff.Id = "T";
        tariff.Version = (int)energyPriceMicros;
        tariff.Hash = energyPriceMicros.ToString("D16");
        tariff.Currency = "EUR";
        tariff.CurrencyDecimals = 2;
        tariff.Elements = new TariffElement[] { new TariffElement() };
        tariff.Elements[0].EnergyPriceMicros = energyPriceMicros;
        tariff.UtcOffsets = new UtcOffset[] { new UtcOffset() };
        charger.Board.FakeJsonReader.Next = tariff;
        charger.Board.FakeLink.Receive(Topic.Tariff, "{}");
        charger.Run(100);
    }

    private static int CountOf(string text, string part)
    {
        int count = 0;
        for (int at = text.IndexOf(part); at >= 0; at = text.IndexOf(part, at + 1))
        {
            count++;
        }

        return count;
    }
}
