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
        tariff.Format = 3;
        Assert.AreEqual("format is not 1 or 2", tariff.FindDefect());
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

    [TestMethod]
    [DataRow("EndDay", 2147483646L, "element 0: a date is outside 1970-01-01 to 9999-12-31")]
    [DataRow("StartDay", 2932897L, "element 0: a date is outside 1970-01-01 to 9999-12-31")]
    [DataRow("DayOfWeekMask", 128L, "element 0: day_of_week names a day beyond Sunday")]
    [DataRow("DayOfWeekMask", -1L, "element 0: day_of_week names no day")]
    [DataRow("MaxMilliwattHours", 1000000000001L, "element 0: min_kwh or max_kwh is outside 0 to 1,000,000 kWh")]
    [DataRow("MinMilliwattHours", 1000000000001L, "element 0: min_kwh or max_kwh is outside 0 to 1,000,000 kWh")]
    [DataRow("MaxMilliamps", 100000001L, "element 0: min_current or max_current is outside 0 to 100,000 A")]
    [DataRow("MinMilliamps", 9223372036854775807L, "element 0: min_current or max_current is outside 0 to 100,000 A")]
    [DataRow("MaxMilliwatts", 100000000001L, "element 0: min_power or max_power is outside 0 to 100,000 kW")]
    [DataRow("MinMilliwatts", -1L, "element 0: min_power or max_power is outside 0 to 100,000 kW")]
    [DataRow("MaxDurationSeconds", 9223372036854775807L, "element 0: min_duration or max_duration is outside 0 to 1,000,000,000 s")]
    [DataRow("MinDurationSeconds", 9223372036854776L, "element 0: min_duration or max_duration is outside 0 to 1,000,000,000 s")]
    public void A_restriction_out_of_its_range_is_refused_by_name(string name, long value, string defect)
    {
        TariffElement element = TestTariff.Energy(1);
        Set(element, name, value);
        Assert.AreEqual(defect, TestTariff.Of(element).FindDefect());
    }

    [TestMethod]
    public void Restrictions_at_the_ends_of_their_ranges_are_taken()
    {
        // 9999-12-31 is day 2,932,896; 1,000,000 kWh, 100,000 A, 100,000 kW.
        TariffElement element = TestTariff.Energy(1);
        element.StartDay = 2932896;
        element.EndDay = 2932896;
        element.MinMilliwattHours = 1000000000000;
        element.MaxMilliwattHours = 1000000000000;
        element.MinMilliamps = 100000000;
        element.MinMilliwatts = 100000000000;
        element.MinDurationSeconds = 1000000000;
        Assert.IsNull(TestTariff.Of(element).FindDefect());
    }

    [TestMethod]
    public void A_maximum_price_beyond_all_prices_is_refused()
    {
        Tariff tariff = TestTariff.Complex();
        tariff.MaxExclMicros = 1000000000000001;
        Assert.AreEqual("min_price and max_price are out of range", tariff.FindDefect());
    }

    private static void Set(TariffElement element, string name, long value)
    {
        switch (name)
        {
            case "StartDay": element.StartDay = (int)value; break;
            case "EndDay": element.EndDay = (int)value; break;
            case "DayOfWeekMask": element.DayOfWeekMask = (int)value; break;
            case "MinMilliwattHours": element.MinMilliwattHours = value; break;
            case "MaxMilliwattHours": element.MaxMilliwattHours = value; break;
            case "MinMilliamps": element.MinMilliamps = value; break;
            case "MaxMilliamps": element.MaxMilliamps = value; break;
            case "MinMilliwatts": element.MinMilliwatts = value; break;
            case "MaxMilliwatts": element.MaxMilliwatts = value; break;
            case "MinDurationSeconds": element.MinDurationSeconds = value; break;
            default: element.MaxDurationSeconds = value; break;
        }
    }
}
