using System.Text.Json;
using CloudBridge.Tests.Stage.Tariffs;

namespace CloudBridge.Tests.Src.Tariffs;

[TestClass]
public sealed class RateCommandTests
{
    private static readonly string[] Totals =
    [
        "total_cost",
        "total_fixed_cost",
        "total_energy",
        "total_energy_cost",
        "total_time",
        "total_time_cost",
        "total_parking_time",
        "total_parking_cost",
    ];

    [TestMethod]
    [DataRow("025kwh_start", "cdr1.json", 5)]
    [DataRow("multiple_flat_fees", "cdr.json", 5)]
    [DataRow("simple_025kwh", "cdr1.json", 4)]
    [DataRow("step_size_energy", "cdr1.json", 4)]
    public void The_pairs_of_the_reference_implementation_are_reproduced(string name, string cdrName, int totalCount)
    {
        string cdrPath = SharedFiles.Path($"ocpi/cases/{name}/{cdrName}");
        RateRun run = RateRun.Of("--tariff", SharedFiles.Path($"ocpi/cases/{name}/tariff.json"), "--cdr", cdrPath);
        using JsonDocument cdr = JsonDocument.Parse(File.ReadAllText(cdrPath));
        int compared = 0;
        foreach (
            JsonProperty total in cdr
                .RootElement.EnumerateObject()
                .Where(member => member.Name.StartsWith("total_", StringComparison.Ordinal)))
        {
            compared++;
            if (total.Value.ValueKind == JsonValueKind.Number)
            {
                Assert.AreEqual(total.Value.GetDecimal(), run.Number(total.Name), total.Name);
                continue;
            }

            Assert.AreEqual(total.Value.GetProperty("excl_vat").GetDecimal(), run.Number(total.Name + ".excl_vat"), total.Name);
            Assert.AreEqual(total.Value.GetProperty("incl_vat").GetDecimal(), run.Number(total.Name + ".incl_vat"), total.Name);
        }

        Assert.AreEqual(totalCount, compared, "totals that the CDR has");
    }

    [TestMethod]
    public void The_specifications_cdr_costs_4_00_and_4_40_under_its_own_tariff()
    {
        // 1.973 h with a step of 300 s are 2 h: 2 x 2.00 = 4.00, with 10 % 4.40.
        string json = File.ReadAllText(SharedFiles.Path("ocpi/examples/cdr_example.json"));
        using JsonDocument cdr = JsonDocument.Parse(json);
        RateRun run = RateRun.OnTexts(cdr.RootElement.GetProperty("tariffs")[0].GetRawText(), json);
        Assert.AreEqual(4.00m, run.Number("total_cost.excl_vat"));
        Assert.AreEqual(4.40m, run.Number("total_cost.incl_vat"));
        Assert.AreEqual(4.40m, run.Number("total_time_cost.incl_vat"));
    }

    [TestMethod]
    public void All_totals_are_printed_also_those_that_are_zero()
    {
        RateRun run = RateRun.OnTexts(
            OcpiText.Tariff(OcpiText.Element("ENERGY", "0.25")),
            CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:00:00", "ENERGY 20")));
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.AreEqual(string.Join(",", Totals), string.Join(",", document.RootElement.EnumerateObject().Select(member => member.Name)));
        Assert.AreEqual(0m, run.Number("total_parking_cost.incl_vat"));
        Assert.AreEqual(0m, run.Number("total_parking_time"));
    }

    [TestMethod]
    public void A_period_is_split_where_the_price_changes()
    {
        // 16:30 to 17:30, 10 kWh: half until 17:00 at 0.20, half afterwards at 0.40: 1.00 + 2.00 = 3.00.
        string tariff = OcpiText.Tariff(
            OcpiText.Element("ENERGY", "0.20", "\"end_time\": \"17:00\"") + "," + OcpiText.Element("ENERGY", "0.40"));
        Assert.AreEqual(
            3.00m,
            RateRun
                .OnTexts(tariff, CdrText.Of("16:30:00", "17:30:00", CdrText.Period("16:30:00", "ENERGY 10")))
                .Number("total_cost.excl_vat"));
    }

    [TestMethod]
    public void A_period_is_split_where_a_kwh_limit_is_reached()
    {
        // 15 kWh in one period: 10 x 0.20 + 5 x 0.40 = 4.00. TIME, too: 10 kWh are reached after 40 of 60 min; 40 min x 3.00/h = 2.00 and
        // then 1.00/h x 20 min = 0.3333.
        string tariff = OcpiText.Tariff(string.Join(
            ",",
            OcpiText.Element("ENERGY", "0.20", "\"max_kwh\": 10"),
            OcpiText.Element("ENERGY", "0.40"),
            OcpiText.Element("TIME", "3.00", "\"max_kwh\": 10"),
            OcpiText.Element("TIME", "1.00")));
        RateRun run = RateRun.OnTexts(tariff, CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:00:00", "ENERGY 15", "TIME 1")));
        Assert.AreEqual(4.00m, run.Number("total_energy_cost.excl_vat"));
        Assert.AreEqual(2.3333m, run.Number("total_time_cost.excl_vat"));
    }

    [TestMethod]
    public void A_period_is_split_where_a_duration_is_reached()
    {
        // An hour parked, the first 20 min free: 40 min x 3.00/h = 2.00.
        string tariff = OcpiText.Tariff(
            OcpiText.Element("PARKING_TIME", "0", "\"max_duration\": 1200") + "," + OcpiText.Element("PARKING_TIME", "3.00"));
        RateRun run = RateRun.OnTexts(tariff, CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:00:00", "PARKING_TIME 1")));
        Assert.AreEqual(2.00m, run.Number("total_parking_cost.excl_vat"));
        Assert.AreEqual(1m, run.Number("total_parking_time"));
    }

    [TestMethod]
    public void A_period_without_time_is_no_charging_time_but_counts_in_the_whole()
    {
        // 0.5 h with TIME x 2.00/h = 1.00; 1 h without; the session is 1.5 h.
        RateRun run = RateRun.OnTexts(
            OcpiText.Tariff(OcpiText.Element("TIME", "2.00")),
            CdrText.Of("08:00:00", "09:30:00", CdrText.Period("08:00:00", "TIME 0.5"), CdrText.Period("08:30:00", "ENERGY 5")));
        Assert.AreEqual(1.00m, run.Number("total_time_cost.excl_vat"));
        Assert.AreEqual(1.5m, run.Number("total_time"));
    }

    [TestMethod]
    public void Time_before_the_first_period_counts_in_the_whole()
    {
        RateRun run = RateRun.OnTexts(
            OcpiText.Tariff(OcpiText.Element("ENERGY", "0", "\"max_duration\": 1800") + "," + OcpiText.Element("ENERGY", "1")),
            CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:30:00", "ENERGY 5")));
        // The free half hour passed before the period began: 5 x 1.00.
        Assert.AreEqual(5m, run.Number("total_cost.excl_vat"));
        Assert.AreEqual(1m, run.Number("total_time"));
    }

    [TestMethod]
    // MAX_CURRENT counts, and the complex tariff's 32 A belong to the dearer price: 1 h x 2.00 + 2.50 and 1 h x 1.00 + 2.50.
    [DataRow("MAX_CURRENT 32", "4.5")]
    [DataRow("MAX_CURRENT 31.999", "3.5")]
    [DataRow("MIN_CURRENT 32", "4.5")]
    public void Current_is_taken_from_the_cdr(string dimension, string total)
    {
        string tariff = File.ReadAllText(SharedFiles.Path("ocpi/tariffs/tariff_4_complex.json"));
        RateRun run = RateRun.OnTexts(tariff, CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:00:00", "TIME 1", dimension)));
        Assert.AreEqual(decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture), run.Number("total_cost.excl_vat"));
    }

    [TestMethod]
    public void Without_a_current_a_price_that_depends_on_it_is_not_guessed()
    {
        string tariff = OcpiText.Tariff(OcpiText.Element("TIME", "1", "\"max_current\": 32"));
        RateRun run = RateRun.OnTexts(tariff, CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:00:00", "TIME 1")));
        Assert.AreEqual(2, run.ExitCode);
        Assert.AreEqual(
            "c.json: $.charging_periods[0].dimensions: have neither MAX_CURRENT nor MIN_CURRENT, and the "
                + "tariff's prices depend on the current",
            run.Error.Trim());
    }

    [TestMethod]
    // 15 kWh in an hour are 15 kW: below 16 kW 0.20; MIN_POWER says that it was never below 17 kW: 0.50.
    [DataRow("ENERGY 15", "3")]
    [DataRow("ENERGY 15|MIN_POWER 17", "7.5")]
    public void Power_is_the_average_within_what_the_cdr_says(string dimensions, string total)
    {
        string tariff = OcpiText.Tariff(OcpiText.Element("ENERGY", "0.20", "\"max_power\": 16") + "," + OcpiText.Element("ENERGY", "0.50"));
        RateRun run = RateRun.OnTexts(tariff, CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:00:00", dimensions.Split('|'))));
        Assert.AreEqual(decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture), run.Number("total_cost.excl_vat"));
    }

    [TestMethod]
    public void Costs_are_rounded_half_up_to_four_decimals_at_the_end()
    {
        // 3 periods of 0.001 kWh x 0.05 = 0.00015: rounded once 0.0002, not three times 0.0001 = 0.0003.
        string cdr = CdrText.Of(
            "08:00:00",
            "08:03:00",
            CdrText.Period("08:00:00", "ENERGY 0.001"),
            CdrText.Period("08:01:00", "ENERGY 0.001"),
            CdrText.Period("08:02:00", "ENERGY 0.001"));
        Assert.AreEqual(0.0002m, RateRun.OnTexts(OcpiText.Tariff(OcpiText.Element("ENERGY", "0.05")), cdr).Number("total_cost.excl_vat"));
    }

    [TestMethod]
    // 0.4167 h are 25 min and 0.12 s, but the period is 25 min long by its timestamps: at 6.00/h and a step of a minute 2.50, not 2.60.
    // Where the hours say something else, 0.42 h of a period of 30 min, they are right: 25 min 12 s -> 26 min = 2.60.
    [DataRow("08:25:00", "0.4167", "2.5")]
    [DataRow("08:30:00", "0.42", "2.6")]
    public void Hours_are_those_of_the_timestamps_where_they_are_the_same_to_their_last_decimal(string end, string hours, string total)
    {
        string tariff = OcpiText.Tariff(OcpiText.Element("TIME", "6", "", 60));
        RateRun run = RateRun.OnTexts(tariff, CdrText.Of("08:00:00", end, CdrText.Period("08:00:00", $"TIME {hours}")));
        Assert.AreEqual(decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture), run.Number("total_cost.excl_vat"));
    }

    [TestMethod]
    public void A_period_of_no_length_at_the_end_starts_no_flat_fee()
    {
        // At 17:00 sharp the session is over: 1.00 only.
        string tariff = OcpiText.Tariff(OcpiText.Element("FLAT", "1", "\"end_time\": \"17:00\"") + "," + OcpiText.Element("FLAT", "5"));
        string cdr = CdrText.Of("16:00:00", "17:00:00", CdrText.Period("16:00:00", "ENERGY 1"), CdrText.Period("17:00:00"));
        Assert.AreEqual(1m, RateRun.OnTexts(tariff, cdr).Number("total_cost.excl_vat"));
    }

    [TestMethod]
    public void The_zone_option_comes_before_the_cdrs_and_utc_is_the_last()
    {
        // 10 kWh at 08:00 UTC: 09:00 in Amsterdam, 03:00 in New York. Before 06:00 0.10, before 09:00 0.20, then 0.30.
        string tariff = OcpiText.Tariff(
            string.Join(
                ",",
                OcpiText.Element("ENERGY", "0.10", "\"end_time\": \"06:00\""),
                OcpiText.Element("ENERGY", "0.20", "\"end_time\": \"09:00\""),
                OcpiText.Element("ENERGY", "0.30")));
        string cdr = CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:00:00", "ENERGY 10"));
        string located = cdr.Replace(
            "\"currency\"",
            "\"cdr_location\": { \"time_zone\": \"Europe/Amsterdam\" }, \"currency\"",
            StringComparison.Ordinal);
        Assert.AreEqual(2m, RateRun.OnTexts(tariff, cdr).Number("total_cost.excl_vat"));
        Assert.AreEqual(3m, RateRun.OnTexts(tariff, located).Number("total_cost.excl_vat"));
        Assert.AreEqual(1m, RateRun.OnTexts(tariff, located, "--zone", "America/New_York").Number("total_cost.excl_vat"));
    }

    [TestMethod]
    public void A_misspelt_zone_is_answered_with_the_nearest()
    {
        RateRun run = RateRun.OnTexts(
            OcpiText.Tariff(OcpiText.Element("ENERGY", "1")),
            CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:00:00")),
            "--zone",
            "Europ/Amsterdm");
        Assert.AreEqual(2, run.ExitCode);
        Assert.StartsWith("--zone: \"Europ/Amsterdm\" is not a time zone; did you mean Europe/Amsterdam", run.Error);
    }

    [TestMethod]
    [DataRow("{", "{}", "t.json: $: is not JSON: line 1, column 2: ")]
    [DataRow("", "{ \"start_date_time\": 5 }", "c.json: $.start_date_time: 5 is not a text (and 3 more)")]
    public void A_bad_file_is_told_in_one_line(string tariff, string cdr, string expectedStart)
    {
        RateRun run = RateRun.OnTexts(tariff.Length == 0 ? OcpiText.Tariff(OcpiText.Element("ENERGY", "1")) : tariff, cdr);
        Assert.AreEqual(2, run.ExitCode);
        Assert.AreEqual("", run.Output);
        Assert.StartsWith(expectedStart, run.Error);
        Assert.HasCount(1, run.Error.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public void A_file_that_is_not_there_is_told()
    {
        RateRun run = RateRun.Of("--tariff", "nowhere.json", "--cdr", "nowhere.json");
        Assert.AreEqual(2, run.ExitCode);
        Assert.AreEqual("nowhere.json: there is no such file", run.Error.Trim());
    }

    [TestMethod]
    public void Another_currency_is_refused()
    {
        RateRun run = RateRun.OnTexts(
            OcpiText.Tariff(OcpiText.Element("ENERGY", "1")).Replace("EUR", "USD", StringComparison.Ordinal),
            CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:00:00")));
        Assert.AreEqual("c.json: $.currency: the CDR is in EUR, the tariff in USD", run.Error.Trim());
    }
}
