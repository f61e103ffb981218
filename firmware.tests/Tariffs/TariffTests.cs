using Firmware.Core.Tariffs;

namespace Firmware.Tests.Tariffs;

/// <summary>What a charger refuses to price with.</summary>
[TestClass]
public sealed class TariffTests
{
    [TestMethod]
    public void A_good_tariff_has_no_defect()
    {
        Assert.IsNull(TestTariff.Complex().FindDefect());
    }

    [TestMethod]
    public void Another_format_is_refused()
    {
        Tariff tariff = TestTariff.Complex();
        tariff.Format = 2;
        Assert.AreEqual("format is not 1", tariff.FindDefect());
    }

    [TestMethod]
    [DataRow(0, false)]
    [DataRow(1, true)]
    [DataRow(32, true)]
    [DataRow(33, false)]
    public void One_to_32_elements_fit(int count, bool isFit)
    {
        TariffElement[] elements = new TariffElement[count];
        for (int i = 0; i < count; i++)
        {
            elements[i] = TestTariff.Energy(1);
        }

        Assert.AreEqual(isFit, TestTariff.Of(elements).FindDefect() == null);
    }

    [TestMethod]
    public void A_missing_element_is_named()
    {
        Tariff tariff = TestTariff.Of(TestTariff.Energy(1), TestTariff.Energy(1));
        tariff.Elements[1] = null!;
        Assert.AreEqual("element 1: an element is missing", tariff.FindDefect());
    }

    [TestMethod]
    public void A_price_above_a_million_is_refused()
    {
        Assert.IsNull(TestTariff.Of(TestTariff.Energy(1000000000000)).FindDefect());
        Assert.IsNotNull(TestTariff.Of(TestTariff.Energy(1000000000001)).FindDefect());
    }

    [TestMethod]
    public void A_price_below_none_is_refused()
    {
        Assert.IsNotNull(TestTariff.Of(TestTariff.Energy(-2)).FindDefect());
    }

    [TestMethod]
    public void A_maximum_below_the_minimum_is_refused()
    {
        Tariff tariff = TestTariff.Complex();
        tariff.MinExclMicros = 2;
        tariff.MaxExclMicros = 1;
        Assert.IsNotNull(tariff.FindDefect());
    }

    [TestMethod]
    public void Offsets_out_of_order_are_refused()
    {
        Tariff tariff = TestTariff.Complex();
        tariff.UtcOffsets = LocalTime.Amsterdam2019();
        tariff.UtcOffsets[2].FromUtcMs = tariff.UtcOffsets[1].FromUtcMs;
        Assert.AreEqual("utcOffsets are not in order", tariff.FindDefect());
    }

    [TestMethod]
    public void A_tariff_without_offsets_is_refused()
    {
        Tariff tariff = TestTariff.Complex();
        tariff.UtcOffsets = new UtcOffset[0];
        Assert.AreEqual("there are not 1 to 16 utcOffsets", tariff.FindDefect());
    }

    [TestMethod]
    public void An_element_on_no_day_is_refused()
    {
        TariffElement element = TestTariff.Energy(1);
        element.DayOfWeekMask = 0;
        Assert.AreEqual("element 0: day_of_week names no day", TestTariff.Of(element).FindDefect());
    }
}
