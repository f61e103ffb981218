using Firmware.Core.Ports;

namespace Firmware.Tests.Contracts;

/// <summary>What every INA219 does: registers within the chip's ranges, on the chip's grid (SBOS448G, 8.6.3).</summary>
[TestClass]
public class PowerSensorContract
{
    [TestMethod]
    public void A_reading_is_on_the_chips_grid_and_in_its_range()
    {
        PowerReading reading = new PowerReading();
        for (int i = 0; i < 100; i++)
        {
            Assert.IsTrue(BoardUnderTest.Board.PowerSensor.TryRead(reading));
            Assert.AreEqual(0, reading.ShuntMicrovolts % 10);
            Assert.IsTrue(reading.ShuntMicrovolts >= -320000 && reading.ShuntMicrovolts <= 320000);
            Assert.AreEqual(0, reading.BusMillivolts % 4);
            Assert.IsTrue(reading.BusMillivolts >= 0 && reading.BusMillivolts <= 32000);
        }
    }
}
