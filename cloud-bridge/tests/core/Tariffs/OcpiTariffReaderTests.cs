using System.Text;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Stage.Tariffs;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Core.Tariffs;

[TestClass]
public sealed class OcpiTariffReaderTests
{
    private const string Good = """
        { "country_code": "DE", "party_id": "ALL", "id": "22", "currency": "EUR", "type": "REGULAR",
          "min_price": { "excl_vat": 0.5, "incl_vat": 0.55 }, "max_price": { "excl_vat": 50, "incl_vat": 55 },
          "elements": [ { "price_components": [ { "type": "ENERGY", "price": 0.25, "vat": 10.0, "step_size": 1 } ],
            "restrictions": { "start_time": "08:00", "end_time": "20:00", "start_date": "2019-01-01", "end_date": "2020-01-01",
              "min_kwh": 1, "max_kwh": 2, "min_current": 3, "max_current": 4, "min_power": 5, "max_power": 6,
              "min_duration": 60, "max_duration": 120, "day_of_week": [ "MONDAY" ] } } ],
          "start_date_time": "2019-01-01T00:00:00Z", "end_date_time": "2020-01-01T00:00:00Z", "last_updated": "2018-12-18T17:07:11Z" }
        """;

    [TestMethod]
    [DataRow("\"DE\"", "\"D3\"", "$.country_code: \"D3\" is not 2 letters")]
    [DataRow("\"party_id\": \"ALL\",", "", "$.party_id: is missing")]
    [DataRow("\"id\": \"22\"", "\"id\": 22", "$.id: 22 is not a text")]
    [DataRow("\"id\": \"22\"", "\"id\": \"\"", "$.id: \"\" is not a text of 1 to 36 printable characters")]
    [DataRow("\"EUR\"", "\"EUX\"", "$.currency: \"EUX\" is not a currency of ISO 4217 (EUR, USD, ...)")]
    [DataRow("\"EUR\"", "\"eur\"", "$.currency: \"eur\" is not a currency of ISO 4217 (EUR, USD, ...)")]
    [DataRow(
        "\"REGULAR\"",
        "\"NORMAL\"",
        "$.type: \"NORMAL\" is none of AD_HOC_PAYMENT, PROFILE_CHEAP, PROFILE_FAST, PROFILE_GREEN, REGULAR"
    )]
    [DataRow("0.55", "0.45", "$.min_price.incl_vat: lies below excl_vat")]
    [DataRow("\"excl_vat\": 50", "\"excl_vat\": 0.4", "$.max_price.excl_vat: lies below min_price.excl_vat")]
    [DataRow("\"ENERGY\"", "\"POWER\"", "$.elements[0].price_components[0].type: \"POWER\" is none of ENERGY, FLAT, PARKING_TIME, TIME")]
    [DataRow("\"price\": 0.25", "\"price\": -0.25", "$.elements[0].price_components[0].price: -0.25 is negative")]
    [DataRow(
        "\"price\": 0.25",
        "\"price\": \"0.25\"",
        "$.elements[0].price_components[0].price: \"0.25\" is not a number; numbers stand without quotation marks"
    )]
    [DataRow("\"price\": 0.25", "\"price\": 0.1234567", "$.elements[0].price_components[0].price: 0.1234567 has more than 6 decimals")]
    [DataRow("\"price\": 0.25", "\"price\": 1000001", "$.elements[0].price_components[0].price: 1000001 is outside 0 to 1,000,000")]
    [DataRow(
        "\"price\": 0.25",
        "\"price\": 0.10000000000000000000000000001",
        "$.elements[0].price_components[0].price: 0.10000000000000000000000000001 has too many digits"
    )]
    [DataRow("\"vat\": 10.0", "\"vat\": 101", "$.elements[0].price_components[0].vat: 101 is outside 0 to 100")]
    [DataRow("\"step_size\": 1", "\"step_size\": 1.5", "$.elements[0].price_components[0].step_size: 1.5 is not a whole number")]
    [DataRow("08:00", "25:00", "$.elements[0].restrictions.start_time: \"25:00\" is not a time of day (HH:MM)")]
    [DataRow("20:00", "24:00", "$.elements[0].restrictions.end_time: \"24:00\" is not a time of day (HH:MM); the end of the day is 00:00")]
    [DataRow("20:00", "08:00", "$.elements[0].restrictions.end_time: equals start_time; for the whole day leave both out")]
    [DataRow(
        "\"2019-01-01\"",
        "\"2019-02-30\"",
        "$.elements[0].restrictions.start_date: \"2019-02-30\" is not a date from 1970 on (YYYY-MM-DD)"
    )]
    [DataRow(
        "\"2020-01-01\"", "\"2019-01-01\"",
        "$.elements[0].restrictions.end_date: is not after start_date, so the element never holds"
    )]
    [DataRow("\"max_kwh\": 2", "\"max_kwh\": 1", "$.elements[0].restrictions.max_kwh: is not above min_kwh, so the element never holds")]
    [DataRow(
        "\"min_current\": 3, \"max_current\": 4",
        "\"max_current\": 0",
        "$.elements[0].restrictions.max_current: is 0, so the element never holds"
    )]
    [DataRow("\"min_current\": 3", "\"min_current\": 3.0001", "$.elements[0].restrictions.min_current: 3.0001 has more than 3 decimals")]
    [DataRow(
        "\"max_power\": 6",
        "\"max_power\": 4",
        "$.elements[0].restrictions.max_power: is not above min_power, so the element never holds"
    )]
    [DataRow(
        "\"max_duration\": 120",
        "\"max_duration\": 60",
        "$.elements[0].restrictions.max_duration: is not above min_duration, so the element never holds"
    )]
    [DataRow(
        "\"MONDAY\"",
        "\"MONTAG\"",
        "$.elements[0].restrictions.day_of_week[0]: \"MONTAG\" is none of MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY"
    )]
    [DataRow(
        "\"day_of_week\"",
        "\"reservation\": \"MAYBE\", \"day_of_week\"",
        "$.elements[0].restrictions.reservation: \"MAYBE\" is none of RESERVATION, RESERVATION_EXPIRES"
    )]
    [DataRow("\"2019-01-01T00:00:00Z\"", "\"2021-01-01T00:00:00Z\"", "$.end_date_time: is not after start_date_time")]
    [DataRow("2018-12-18T17:07:11Z", "2018-12-18", "$.last_updated: \"2018-12-18\" is not a time in UTC (2019-06-30T23:59:59Z)")]
    [DataRow(
        "2018-12-18T17:07:11Z",
        "2018-12-18T17:07:11+01:00",
        "$.last_updated: \"2018-12-18T17:07:11+01:00\" is not a time in UTC (2019-06-30T23:59:59Z)"
    )]
    public void One_change_gives_one_defect_with_its_path(string old, string replacement, string expected)
    {
        Assert.Contains(old, Good);
        Assert.AreEqual(expected, string.Join("\n", Defects(Good.Replace(old, replacement, StringComparison.Ordinal))));
    }

    [TestMethod]
    public void The_unchanged_text_has_none()
    {
        Assert.IsEmpty(Defects(Good));
    }

    [TestMethod]
    public void All_defects_are_told_at_once()
    {
        string[] defects = Defects(
            Good.Replace("EUR", "EUX", StringComparison.Ordinal)
                .Replace("08:00", "25:00", StringComparison.Ordinal)
                .Replace("0.25", "-1", StringComparison.Ordinal));
        Array.Sort(defects, StringComparer.Ordinal);
        Assert.AreEqual(
            """
            $.currency: "EUX" is not a currency of ISO 4217 (EUR, USD, ...)
            $.elements[0].price_components[0].price: -1 is negative
            $.elements[0].restrictions.start_time: "25:00" is not a time of day (HH:MM)
            """,
            string.Join("\n", defects));
    }

    [TestMethod]
    public void No_more_than_fifty_defects_are_told()
    {
        // 32 elements with two defects each are 64.
        string element = OcpiText.Element("ENERGY", "-1", "\"start_time\": \"x\"");
        Assert.HasCount(50, Defects(OcpiText.Tariff(string.Join(",", Enumerable.Repeat(element, 32)))));
    }

    [TestMethod]
    public void More_than_32_elements_do_not_fit_in_the_charger()
    {
        string elements = string.Join(",", Enumerable.Repeat(OcpiText.Element("ENERGY", "1"), 33));
        Assert.AreEqual("$.elements: has 33 entries; the charger can hold at most 32", Defects(OcpiText.Tariff(elements)).Single());
    }

    [TestMethod]
    public void A_tariff_without_elements_is_refused()
    {
        Assert.AreEqual("$.elements: is an empty list; at least one is needed", Defects(OcpiText.Tariff("")).Single());
    }

    [TestMethod]
    public void Two_components_of_one_type_in_an_element_are_refused()
    {
        const string Element = """{ "price_components": [ { "type": "TIME", "price": 1, "step_size": 1 },"""
            + """ { "type": "TIME", "price": 2, "step_size": 1 } ] }""";
        Assert.AreEqual(
            "$.elements[0].price_components[1].type: TIME is in this element already; put the second price into an element of its own",
            Defects(OcpiText.Tariff(Element)).Single());
    }

    [TestMethod]
    public void A_tariff_of_reservations_only_is_refused()
    {
        Assert.StartsWith(
            "$.elements: all price reservations only",
            Defects(OcpiText.Tariff(OcpiText.Element("TIME", "1", "\"reservation\": \"RESERVATION\""))).Single());
    }

    [TestMethod]
    [DataRow("{ \"id\": }", "$: is not JSON: line 1, column 9: ")]
    [DataRow("{\n  \"id\": \"1\",\n  oops }", "$: is not JSON: line 3, column 3: ")]
    [DataRow("", "$: is not JSON: line 1, column 1: ")]
    [DataRow("{ \"id\": \"1\", \"id\": \"2\" }", "$: is not JSON: line ")]
    [DataRow("{ \"id\": \"\\ud800\" }", "$: is not JSON: the text at byte 8 holds half of a Unicode character")]
    [DataRow("[]", "$: is not a JSON object")]
    [DataRow("null", "$: is not a JSON object")]
    public void What_is_no_json_object_is_refused_with_its_place(string json, string expectedStart)
    {
        Assert.StartsWith(expectedStart, Defects(json).Single());
    }

    [TestMethod]
    public void Bytes_that_are_no_utf_8_are_refused()
    {
        OcpiTariffReader.TryRead([0x7B, 0xFF, 0x7D], out _, out IReadOnlyList<TariffDefect> defects);
        Assert.AreEqual("$: is not UTF-8 text", defects.Single().ToString());
    }

    [TestMethod]
    public void A_text_that_is_too_long_is_refused_unread()
    {
        // 256 KiB are 262144 bytes.
        Assert.AreEqual("$: is 262145 bytes long; at most 262144 are taken", Defects(new string(' ', 262145)).Single());
    }

    [TestMethod]
    public void A_byte_order_mark_and_unknown_members_are_ignored()
    {
        byte[] json =
        [
            .. Encoding.UTF8.Preamble,
            .. Encoding.UTF8.GetBytes(Good.Replace("\"type\"", "\"colour\": { \"x\": [1] }, \"type\"", StringComparison.Ordinal)),
        ];
        Assert.IsTrue(OcpiTariffReader.TryRead(json, out _, out _));
    }

    [TestMethod]
    public void A_member_that_is_null_counts_as_left_out()
    {
        OcpiTariff tariff = OcpiText.Read(OcpiText.Tariff(OcpiText.Element("ENERGY", "1", "\"start_time\": null"), "\"max_price\": null,"));
        Assert.IsNull(tariff.MaxPrice);
        Assert.IsNull(tariff.Elements[0].Restrictions!.StartMinute);
    }

    [TestMethod]
    public void Prices_are_read_to_their_last_digit()
    {
        // 0.06087 is no binary fraction; 6.087e-2 is the same number.
        Assert.AreEqual(
            0.06087m,
            OcpiText.Read(OcpiText.Tariff(OcpiText.Element("ENERGY", "0.06087"))).Elements[0].PriceComponents[0].Price);
        Assert.AreEqual(
            0.06087m,
            OcpiText.Read(OcpiText.Tariff(OcpiText.Element("ENERGY", "6.087e-2"))).Elements[0].PriceComponents[0].Price);
    }

    [TestMethod]
    public void An_end_time_of_00_00_is_the_end_of_the_day()
    {
        OcpiRestrictions restrictions = OcpiText
            .Read(OcpiText.Tariff(OcpiText.Element("ENERGY", "1", "\"start_time\": \"00:00\", \"end_time\": \"00:00\"")))
            .Elements[0]
            .Restrictions!;
        Assert.AreEqual(0, restrictions.StartMinute);
        Assert.AreEqual(1440, restrictions.EndMinute);
    }

    [TestMethod]
    public void A_maximum_without_vat_is_derived_from_the_one_rate()
    {
        // 10.00 with 19 % is 11.90. The reservation's rate does not count.
        const string Elements = """
            { "price_components": [ { "type": "ENERGY", "price": 1, "vat": 19, "step_size": 1 },
                                    { "type": "FLAT", "price": 1, "vat": 19.0, "step_size": 1 } ] },
            { "price_components": [ { "type": "FLAT", "price": 1, "vat": 7, "step_size": 1 } ],
              "restrictions": { "reservation": "RESERVATION" } }
            """;
        Assert.AreEqual(
            new OcpiPrice(10m, 11.9m),
            OcpiText.Read(OcpiText.Tariff(Elements, "\"max_price\": { \"excl_vat\": 10.00 },")).MaxPrice);
        Assert.AreEqual(
            new OcpiPrice(10m, 10m),
            OcpiText.Read(OcpiText.Tariff(OcpiText.Element("ENERGY", "1"), "\"max_price\": { \"excl_vat\": 10.00 },")).MaxPrice);
    }

    [TestMethod]
    public void A_minimum_without_vat_is_refused_where_rates_differ()
    {
        const string Element = """
            { "price_components": [ { "type": "ENERGY", "price": 1, "vat": 19, "step_size": 1 },
                                    { "type": "FLAT", "price": 1, "vat": 7, "step_size": 1 } ] }
            """;
        Assert.AreEqual(
            "$.min_price.incl_vat: is missing, and cannot be worked out because the VAT rates differ (19 %, 7 %)",
            Defects(OcpiText.Tariff(Element, "\"min_price\": { \"excl_vat\": 1 },")).Single());
    }

    [TestMethod]
    public void A_time_may_have_a_fraction_and_no_z()
    {
        OcpiTariff tariff = OcpiText.Read(Good.Replace("2018-12-18T17:07:11Z", "2018-12-18T17:07:11.250", StringComparison.Ordinal));
        Assert.AreEqual(Instant.FromUtc(2018, 12, 18, 17, 7, 11) + Duration.FromMilliseconds(250), tariff.LastUpdated);
    }

    [TestMethod]
    public void Reservations_are_kept_and_marked()
    {
        OcpiTariff tariff = OcpiText.Read(
            OcpiText.Tariff(
                OcpiText.Element("TIME", "5", "\"reservation\": \"RESERVATION_EXPIRES\"") + "," + OcpiText.Element("ENERGY", "1")));
        Assert.IsTrue(tariff.Elements[0].IsReservationOnly);
        Assert.AreEqual(ReservationRestriction.ReservationExpires, tariff.Elements[0].Restrictions!.Reservation);
        Assert.AreEqual(PriceDimension.Energy, tariff.Elements[1].PriceComponents[0].Type);
    }

    [TestMethod]
    public void Every_tariff_of_the_specification_and_the_real_one_are_accepted()
    {
        foreach ((string name, byte[] json) in SharedFiles.Tariffs())
        {
            bool isRead = OcpiTariffReader.TryRead(json, out _, out IReadOnlyList<TariffDefect> defects);
            Assert.IsTrue(isRead, $"{name}: {string.Join("; ", defects)}");
        }
    }

    private static string[] Defects(string json)
    {
        bool isRead = OcpiTariffReader.TryRead(json, out OcpiTariff? tariff, out IReadOnlyList<TariffDefect> defects);
        Assert.AreEqual(isRead, tariff is not null);
        Assert.AreEqual(isRead, defects.Count == 0);
        return [.. defects.Select(defect => defect.ToString())];
    }
}
