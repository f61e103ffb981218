using System.Text;
using System.Text.Json;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Terms;
using CloudBridge.Tests.Stage.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Core.Tariffs;

/// <summary>What a driver is told before plugging in, on Monday, 7 January 2019, at 10:00 in Amsterdam.</summary>
[TestClass]
public sealed class TariffTermsTests
{
    private const string WorkingDays = "\"day_of_week\": [\"MONDAY\", \"TUESDAY\", \"WEDNESDAY\", \"THURSDAY\", \"FRIDAY\"]";

    private static readonly DateTimeZone Amsterdam = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];
    private static readonly Instant Monday = Instant.FromUtc(2019, 1, 7, 9, 0);

    public static IEnumerable<object[]> Examples => ExampleTerms.All.Select(example => new object[] { example.Name });

    [TestMethod]
    [DynamicData(nameof(Examples))]
    public void An_example_of_the_specification_is_told_in_full(string name)
    {
        ExampleTariff example = ExampleTerms.All.Single(example => example.Name == name);

        TariffTerms terms = Of(example.Elements, example.More);

        CollectionAssert.AreEqual(example.Rows, Lines(terms), string.Join('\n', Lines(terms)));
        Assert.AreEqual(example.Sentence, Plain(terms.Sentence));
    }

    [TestMethod]
    public void Each_file_of_the_specification_is_among_the_examples_and_told_the_same()
    {
        foreach (string path in Directory.GetFiles(SharedFiles.Path("ocpi/tariffs"), "*.json"))
        {
            ExampleTariff example = ExampleTerms.All.Single(example => example.Name == Path.GetFileNameWithoutExtension(path));

            TariffTerms terms = TariffTerms.Of(OcpiText.Read(File.ReadAllText(path)), Amsterdam, Monday);

            CollectionAssert.AreEqual(example.Rows, Lines(terms), path);
            Assert.AreEqual(example.Sentence, Plain(terms.Sentence), path);
        }
    }

    [TestMethod]
    public void The_tariffs_in_the_specification_s_cdr_and_in_the_reference_cases_are_told_in_full()
    {
        using JsonDocument cdr = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.Path("ocpi/examples/cdr_example.json")));
        string tariff = cdr.RootElement.GetProperty("tariffs")[0].GetRawText();

        Assert.AreEqual(
            "2.20 EUR per hour of charging (in steps of 5 min), including 10 % VAT; nothing else is charged.",
            SentenceOf(Encoding.UTF8.GetBytes(tariff)));
        Assert.AreEqual(
            "1.00 EUR start fee, including 0 % VAT; nothing else is charged.",
            SentenceOf(File.ReadAllBytes(SharedFiles.Path("ocpi/cases/multiple_flat_fees/tariff.json"))));
        Assert.AreEqual(
            "Energy 2.00 EUR per kWh (00:00 to 17:00, in steps of 8 kWh), 2.00 EUR per kWh (17:00 to 20:00, in steps of 5 kWh), "
                + "4.00 EUR per kWh (20:00 to 24:00, in steps of 2 kWh), no VAT applies; nothing else is charged.",
            SentenceOf(File.ReadAllBytes(SharedFiles.Path("ocpi/cases/step_size_energy/tariff.json"))));
    }

    [TestMethod]
    public void On_a_Monday_morning_the_complex_tariff_marks_what_working_days_cost_until_18_00()
    {
        TariffTerms terms = Of(ExampleTerms.All.Single(example => example.Name == "tariff_4_complex").Elements);

        // Below 32 A, from 32 A on working days, not on weekends; parking on working days, not on Saturdays and not free; start fee.
        CollectionAssert.AreEqual(new[] { true, true, false, true, false, false, true }, terms.Rows.Select(row => row.IsNow).ToArray());
        Assert.AreEqual(
            "What is marked now holds until 18:00. A session keeps the prices of its beginning.",
            terms.Validity);
        Assert.AreEqual(Instant.FromUtc(2019, 1, 7, 17, 0).ToUnixTimeMilliseconds(), terms.ChangesUtcMs);
        CollectionAssert.AreEqual(new[] { "kW and A are what the charger delivers at that moment." }, terms.Notes.ToArray());
    }

    [TestMethod]
    public void A_tariff_that_ends_says_for_which_sessions_it_is_and_one_that_is_replaced_earlier_says_that()
    {
        ExampleTariff example = ExampleTerms.All.Single(example => example.Name == "tariff_6_025kwh_start_max_price");

        // 23:59:59 in UTC is 01:59 on the next day in Amsterdam's summer.
        Assert.AreEqual(
            "All this is for sessions that begin before Mon 1 Jul 01:59; other prices follow. A session keeps the prices of its beginning.",
            Of(example.Elements, example.More).Validity);
        Assert.AreEqual(
            "All this is for sessions that begin before 18:30; other prices follow. A session keeps the prices of its beginning.",
            TariffTerms.Of(Read(example.Elements, example.More), Amsterdam, Monday, Instant.FromUtc(2019, 1, 7, 17, 30)).Validity);
    }

    [TestMethod]
    public void A_price_for_the_rest_of_the_day_stands_beside_its_own_hours()
    {
        TariffTerms terms = Of(
            OcpiText.Element("ENERGY", "0.50", "\"start_time\": \"16:00\", \"end_time\": \"21:00\"")
                + "," + OcpiText.Element("ENERGY", "0.2475"));

        AssertLines(
            terms,
            "Energy | 0.50 EUR / kWh | no VAT applies | 16:00 to 21:00",
            "Energy | 0.2475 EUR / kWh | no VAT applies | 21:00 to 16:00");
        CollectionAssert.AreEqual(new[] { false, true }, terms.Rows.Select(row => row.IsNow).ToArray());
    }

    [TestMethod]
    public void A_price_whose_hours_are_no_window_is_told_as_otherwise()
    {
        TariffTerms terms = Of(
            OcpiText.Element("ENERGY", "0.50", $"\"start_time\": \"16:00\", \"end_time\": \"21:00\", {WorkingDays}")
                + "," + OcpiText.Element("ENERGY", "0.30", "\"max_kwh\": 20")
                + "," + OcpiText.Element("ENERGY", "0.20"));

        AssertLines(
            terms,
            "Energy | 0.50 EUR / kWh | no VAT applies | Mon to Fri, 16:00 to 21:00",
            "Energy | 0.30 EUR / kWh | no VAT applies | otherwise, first 20 kWh",
            "Energy | 0.20 EUR / kWh | no VAT applies | otherwise, after 20 kWh");
    }

    [TestMethod]
    public void What_an_earlier_element_always_has_is_left_out_and_so_is_what_is_over()
    {
        TariffTerms terms = Of(
            OcpiText.Element("ENERGY", "0.10", "\"end_date\": \"2019-01-07\"")
                + "," + OcpiText.Element("ENERGY", "0.30", "\"end_time\": \"12:00\"")
                + "," + OcpiText.Element("ENERGY", "0.40", "\"start_time\": \"12:00\"")
                + "," + OcpiText.Element("ENERGY", "0.99", "\"min_power\": 22"));

        AssertLines(
            terms,
            "Energy | 0.30 EUR / kWh | no VAT applies | 00:00 to 12:00",
            "Energy | 0.40 EUR / kWh | no VAT applies | 12:00 to 24:00");
    }

    [TestMethod]
    public void Parking_after_three_hours_and_a_season_are_told_with_their_ends()
    {
        TariffTerms terms = Of(
            OcpiText.Element(
                "PARKING_TIME",
                "2.40",
                "\"min_duration\": 10800, \"start_date\": \"2019-06-01\", \"end_date\": \"2019-09-01\"")
                + "," + OcpiText.Element("ENERGY", "0.30"));

        AssertLines(
            terms,
            "Energy | 0.30 EUR / kWh | no VAT applies | ",
            "Parking, not charging | 2.40 EUR / h | no VAT applies | 1 Jun 2019 to 31 Aug 2019, after 3 h",
            "Parking, not charging | free |  | otherwise");
        Assert.AreEqual(
            "0.30 EUR per kWh; parking 2.40 EUR per hour (1 Jun 2019 to 31 Aug 2019, after 3 h), otherwise free, no VAT applies; "
                + "nothing else is charged.",
            Plain(terms.Sentence));
        Assert.AreEqual("What is marked now holds until Sat 1 Jun 00:00. A session keeps the prices of its beginning.", terms.Validity);
        Assert.AreEqual("Minutes and hours count from plugging in.", terms.Notes.Single());
    }

    [TestMethod]
    public void A_window_over_midnight_on_some_days_is_told_as_each_day_has_it()
    {
        AssertLines(
            Of(OcpiText.Element("ENERGY", "0.30", "\"start_time\": \"22:00\", \"end_time\": \"06:00\", \"day_of_week\": [\"MONDAY\"]")),
            "Energy | 0.30 EUR / kWh | no VAT applies | Mon, 00:00 to 06:00 and 22:00 to 24:00",
            "Energy | free |  | otherwise");
    }

    [TestMethod]
    public void Two_fees_are_both_told_and_that_a_session_can_owe_both()
    {
        TariffTerms terms = Of(
            OcpiText.Element("FLAT", "1.00", "\"end_time\": \"12:00\"")
                + "," + OcpiText.Element("FLAT", "1.00", "\"start_time\": \"12:00\""));

        AssertLines(
            terms,
            "Fee, once | 1.00 EUR | no VAT applies | 00:00 to 12:00",
            "Fee, once | 1.00 EUR | no VAT applies | 12:00 to 24:00");
        Assert.AreEqual("A session pays each fee that comes to hold in it, once.", terms.Notes.Single());
    }

    [TestMethod]
    public void More_prices_than_a_sentence_holds_are_told_as_a_range_with_what_they_hang_on()
    {
        string elements = string.Join(
            ',',
            Enumerable.Range(1, 5).Select(hour => OcpiText.Element(
                "ENERGY",
                $"0.{hour}0",
                $"\"start_time\": \"0{hour}:00\", \"end_time\": \"0{hour + 1}:00\", \"min_power\": 11")));

        Assert.AreEqual(
            "Energy free to 0.50 EUR per kWh by time of day and power, no VAT applies; nothing else is charged.",
            Plain(Of(elements).Sentence));
    }

    private static string SentenceOf(byte[] json)
    {
        return Plain(TariffTerms.Of(OcpiText.Read(Encoding.UTF8.GetString(json)), Amsterdam, Monday).Sentence);
    }

    private static OcpiTariff Read(string elements, string more)
    {
        return OcpiText.Read(OcpiText.Tariff(elements, more));
    }

    private static TariffTerms Of(string elements, string more = "")
    {
        return TariffTerms.Of(Read(elements, more), Amsterdam, Monday);
    }

    private static void AssertLines(TariffTerms terms, params string[] lines)
    {
        CollectionAssert.AreEqual(lines, Lines(terms), string.Join('\n', Lines(terms)));
    }

    private static string[] Lines(TariffTerms terms)
    {
        return [.. terms.Rows.Select(row => Plain($"{row.Item} | {row.Price} | {row.Detail} | {row.When}"))];
    }

    // Numbers and their units do not part at the end of a line.
    private static string Plain(string words)
    {
        return words.Replace('\u00a0', ' ');
    }
}
