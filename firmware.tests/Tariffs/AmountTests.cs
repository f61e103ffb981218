using System;
using Firmware.Core.Tariffs;

namespace Firmware.Tests.Tariffs;

[TestClass]
public sealed class AmountTests
{
    private const long NoVat = 1000000;

    [TestMethod]
    public void Thirds_of_a_micro_unit_add_up_to_a_whole_one()
    {
        // 1 ms x 1.20/h = 1200000 / 3600000 = 1/3 micro-unit.
        Amount amount = new Amount();
        amount.AddProduct(1, 1200000, 3600000, NoVat);
        amount.AddProduct(1, 1200000, 3600000, NoVat);
        Assert.AreEqual(0L, amount.Micros);
        amount.AddProduct(1, 1200000, 3600000, NoVat);
        Assert.AreEqual(1L, amount.Micros);
    }

    [TestMethod]
    public void Parts_of_a_kwh_and_of_an_hour_carry_into_each_other()
    {
        // 1 mWh x 0.50/kWh = 0.5, 1 ms x 1.80/h = 0.5: one micro-unit.
        Amount energy = new Amount();
        energy.AddProduct(1, 500000, 1000000, NoVat);
        Amount time = new Amount();
        time.AddProduct(1, 1800000, 3600000, NoVat);
        energy.Add(time);
        Assert.AreEqual(1L, energy.Micros);
    }

    [TestMethod]
    public void Vat_is_taken_from_the_remainder_too()
    {
        // 1 mWh x 0.90/kWh = 0.9 micro-units, with 19.6 % VAT 1.0764; 13 of them 13.9932, 14 of them 15.0696.
        Amount amount = new Amount();
        for (int i = 0; i < 13; i++)
        {
            amount.AddProduct(1, 900000, 1000000, 1196000);
        }

        Assert.AreEqual(13L, amount.Micros);
        amount.AddProduct(1, 900000, 1000000, 1196000);
        Assert.AreEqual(15L, amount.Micros);
    }

    [TestMethod]
    // 0.005 is half a cent: up; a micro-unit less: down.
    [DataRow(5000, 2, 1)]
    [DataRow(4999, 2, 0)]
    [DataRow(5625000, 2, 563)]
    [DataRow(12375000, 4, 123750)]
    [DataRow(500000, 0, 1)]
    [DataRow(499999, 0, 0)]
    [DataRow(1234500, 3, 1235)]
    public void Rounding_is_half_up(int micros, int decimals, int expected)
    {
        Amount amount = new Amount();
        amount.AddProduct(1, micros, 1, NoVat);
        Assert.AreEqual((long)expected, amount.Rounded(decimals));
    }

    [TestMethod]
    public void Two_thirds_of_a_micro_unit_below_the_half_stay_below()
    {
        // 0.004999 + 2 ms x 1.20/h = 4999.67 micro-units: still below half a cent. One ms more is half a cent.
        Amount amount = new Amount();
        amount.AddProduct(1, 4999, 1, NoVat);
        amount.AddProduct(2, 1200000, 3600000, NoVat);
        Assert.AreEqual(0L, amount.Rounded(2));
        amount.AddProduct(1, 1200000, 3600000, NoVat);
        Assert.AreEqual(1L, amount.Rounded(2));
    }

    [TestMethod]
    public void A_clamped_amount_forgets_its_remainder()
    {
        // Two thirds of a micro-unit above 10 become 10; one third more is 10, not 11.
        Amount amount = new Amount();
        amount.AddProduct(10, 1, 1, NoVat);
        amount.AddProduct(2, 1200000, 3600000, NoVat);
        amount.Clamp(0, 10);
        amount.AddProduct(1, 1200000, 3600000, NoVat);
        Assert.AreEqual(10L, amount.Micros);
    }

    [TestMethod]
    public void An_amount_within_the_bounds_keeps_its_remainder()
    {
        Amount amount = new Amount();
        amount.AddProduct(10, 1, 1, NoVat);
        amount.AddProduct(2, 1200000, 3600000, NoVat);
        amount.Clamp(10, 11);
        amount.AddProduct(1, 1200000, 3600000, NoVat);
        Assert.AreEqual(11L, amount.Micros);
    }

    [TestMethod]
    public void A_price_in_dong_fits()
    {
        // 42.5 kWh x 3858 VND = 163965; with 8 % VAT 177082.2.
        Amount amount = new Amount();
        amount.AddProduct(42500000, 3858000000, 1000000, 1080000);
        Assert.AreEqual(177082200000L, amount.Micros);
    }

    [TestMethod]
    public void The_largest_price_and_volume_and_vat_fit()
    {
        // 90 days are 2160 h: 2160 x 1,000,000 x 2 = 4,320,000,000. 1000 kWh: 2,000,000,000.
        Amount time = new Amount();
        time.AddProduct(PriceUnit.VolumeMax(PriceDimension.Time), Tariff.PriceMaxMicros, 3600000, 2000000);
        Assert.AreEqual(4320000000000000L, time.Micros);
        Amount energy = new Amount();
        energy.AddProduct(PriceUnit.VolumeMax(PriceDimension.Energy), Tariff.PriceMaxMicros, 1000000, 2000000);
        Assert.AreEqual(2000000000000000L, energy.Micros);
    }

    [TestMethod]
    public void The_largest_broken_hour_keeps_its_last_micro_unit()
    {
        // 3,599,999 ms x 1,000,000/h = 999,999.7222... units: 999999722222 micro-units and two ninths; 9 of them 8999997500000.
        Amount amount = new Amount();
        for (int i = 0; i < 9; i++)
        {
            amount.AddProduct(3599999, Tariff.PriceMaxMicros, 3600000, NoVat);
        }

        Assert.AreEqual(8999997500000L, amount.Micros);
    }

    [TestMethod]
    public void A_volume_that_would_not_fit_breaks_a_promise()
    {
        bool isRefused = false;
        try
        {
            new Amount().AddProduct(3000000000, 1, 1000000, NoVat);
        }
        catch (ArgumentOutOfRangeException)
        {
            isRefused = true;
        }

        Assert.IsTrue(isRefused);
    }
}
