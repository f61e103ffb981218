using System;
using Hardware.Virtual.Vehicles;

namespace Firmware.Tests.Virtual;

[TestClass]
public sealed class VehicleModelTests
{
    [TestMethod]
    public void Constant_power_stops_at_its_energy()
    {
        // 6656 Wh at 6656 W: one hour.
        ConstantPowerVehicle vehicle = new(6656, 6656);

        Assert.AreEqual(3600000, vehicle.NextEdgeMs(0));
        vehicle.Supply(1800000);
        Assert.AreEqual(3328000, vehicle.EnergyMilliwattHours, 0.001);
        Assert.AreEqual(6656, vehicle.PowerWatts);
        vehicle.Supply(1800000);
        Assert.AreEqual(0, vehicle.PowerWatts);
        vehicle.Supply(1800000);
        Assert.AreEqual(6656000, vehicle.EnergyMilliwattHours, 0.001);
        Assert.IsTrue(vehicle.IsFull);
    }

    [TestMethod]
    public void Battery_tapers_by_its_time_constant()
    {
        // 10 kWh at 5 kW from 30 %: 5 kWh in 1 h to 80 %. Then tau = 2 kWh / 5 kW = 0.4 h; after one tau the power is 5000 / e = 1839.4 W,
        // and 2 kWh x (1 - 1/e) = 1264.2 Wh have been added.
        BatteryVehicle vehicle = new(10000, 5000, 0.3);

        vehicle.Supply(3600000);
        Assert.AreEqual(5000, vehicle.PowerWatts, 0.001);
        Assert.AreEqual(0.8, vehicle.StateOfCharge, 0.000001);
        vehicle.Supply(1440000);
        Assert.AreEqual(1839.4, vehicle.PowerWatts, 0.05);
        Assert.AreEqual(6264200, vehicle.EnergyMilliwattHours, 100);
    }

    [TestMethod]
    public void Battery_ends_when_the_power_has_fallen_to_the_cut_off()
    {
        // 5 % of the power is left after tau x ln 20 = 0.4 h x 2.9957 = 1.1983 h, and 2 kWh x 0.95 = 1900 Wh have been added.
        BatteryVehicle vehicle = new(10000, 5000, 0.3);
        vehicle.Supply(3600000 * 3);

        Assert.AreEqual(0, vehicle.PowerWatts);
        Assert.AreEqual(6900000, vehicle.EnergyMilliwattHours, 1);
        Assert.AreEqual(3600000 + 4313845, vehicle.NextEdgeMs(0), 20);
    }

    [TestMethod]
    public void Energy_of_every_vehicle_is_the_integral_of_its_power()
    {
        VehicleModel[] vehicles =
        [
            new ConstantPowerVehicle(7000, 1234),
            new BatteryVehicle(1500, 7000, 0.2),
            new SteppedVehicle([(90500, 3000), (120250, 6000), (60000, 1000)], 400, 3),
        ];
        foreach (VehicleModel vehicle in vehicles)
        {
            // Midpoints of 1 ms add up to the integral but for the few jumps, each within 7000 W x 1 ms = 7 J.
            double joules = 0;
            for (int ms = 0; ms < 900000; ms++)
            {
                joules += vehicle.PowerWattsAt(ms + 0.5) / 1000;
            }

            Assert.AreEqual(joules, vehicle.JoulesAt(900000), 10, vehicle.GetType().Name);
        }
    }
}
