using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Words;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Core.Billing;

[TestClass]
public sealed class WordsTests
{
    [TestMethod]
    public void A_window_on_working_days_is_said_in_words()
    {
        TariffElement element = new() { StartMinute = 12 * 60, EndMinute = 18 * 60, DayOfWeekMask = 0b0011111 };
        Assert.AreEqual("Mon–Fri, 12:00–18:00", ElementWords.Of(element));
    }

    [TestMethod]
    public void Days_apart_and_limits_of_the_session_are_said_in_words()
    {
        TariffElement element = new()
        {
            DayOfWeekMask = 0b1000101,
            MaxMilliwattHours = 20000000,
            MinDurationSeconds = 1800,
            MaxDurationSeconds = 3600,
        };
        Assert.AreEqual("Mon, Wed, Sun, below 20 kWh, 30–60 min", ElementWords.Of(element));
    }

    [TestMethod]
    public void A_day_beyond_the_calendar_is_its_last()
    {
        Assert.AreEqual("before 9999-12-31", ElementWords.Of(new TariffElement { EndDay = int.MaxValue - 1 }));
    }

    [TestMethod]
    public void An_element_without_restrictions_has_nothing_to_say()
    {
        Assert.AreEqual("", ElementWords.Of(new TariffElement()));
    }

    [TestMethod]
    [DataRow(123456L, 2, "1\u202f234.56")]
    [DataRow(1234L, 0, "1\u202f234")]
    [DataRow(1L, 3, "0.001")]
    [DataRow(-350L, 2, "−3.50")]
    public void Money_has_the_decimals_of_its_currency(long minor, int decimals, string text)
    {
        Assert.AreEqual(text, Quantity.Money(minor, decimals));
    }

    [TestMethod]
    [DataRow(60870L, 2, "0.06087")]
    [DataRow(300000L, 2, "0.30")]
    [DataRow(25000000L, 0, "25")]
    public void A_price_shows_every_digit_it_has(long micros, int decimals, string text)
    {
        Assert.AreEqual(text, Quantity.Price(micros, decimals));
    }

    [TestMethod]
    public void A_time_states_its_offset()
    {
        // 2019-03-10 10:30:00 UTC is half an hour after Los Angeles went from 01:59:59 UTC-8 to 03:00:00 UTC-7.
        Assert.AreEqual("2019-03-10 03:30:00 UTC−07:00", Quantity.Time(1552213800000, "America/Los_Angeles"));
    }

    [TestMethod]
    [DataRow(8000L, "8\u00a0s")]
    [DataRow(750000L, "12\u00a0min\u00a030\u00a0s")]
    [DataRow(3900000L, "1\u00a0h\u00a005\u00a0min")]
    public void A_duration_is_as_short_as_it_can_be_read(long ms, string text)
    {
        Assert.AreEqual(text, Quantity.Duration(ms));
    }
}
