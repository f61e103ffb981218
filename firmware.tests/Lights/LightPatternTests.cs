using Firmware.Core.Ports;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Lights;

[TestClass]
public class LightPatternTests
{
    [TestMethod]
    public void All_lights_are_on_for_two_seconds_at_boot()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1900);
        Assert.AreEqual((int)(StatusOutputs.Green | StatusOutputs.Amber | StatusOutputs.Red), (int)charger.Board.Outputs);
        charger.Run(300);
        Assert.AreEqual((int)StatusOutputs.Green, (int)charger.Board.Outputs);
    }

    [TestMethod]
    public void Charging_is_green_three_quarters_of_each_second()
    {
        TestCharger charger = new TestCharger();
        charger.Run(3000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(3000);
        int greenTicks = 0;
        for (int i = 0; i < 80; i++)
        {
            charger.Run(100);
            greenTicks += (charger.Board.Outputs & StatusOutputs.Green) != 0 ? 1 : 0;
        }

        // 6 of 8 seconds, give or take where a tick falls in a quarter.
        Assert.IsTrue(greenTicks >= 56 && greenTicks <= 64, greenTicks.ToString());
    }

    [TestMethod]
    public void A_lost_link_flashes_amber_once_in_two_seconds()
    {
        TestCharger charger = new TestCharger();
        charger.Board.FakeLink.ConnectionNumber = 0;
        charger.Run(3000);
        int flashes = 0;
        bool wasAmber = (charger.Board.Outputs & StatusOutputs.Amber) != 0;
        for (int i = 0; i < 80; i++)
        {
            charger.Run(100);
            bool isAmber = (charger.Board.Outputs & StatusOutputs.Amber) != 0;
            flashes += isAmber && !wasAmber ? 1 : 0;
            wasAmber = isAmber;
        }

        Assert.AreEqual(4, flashes);
    }
}
