using System.Text;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Stage.Tariffs;

namespace CloudBridge.Tests.Core.Tariffs;

[TestClass]
public sealed class OcpiCdrReaderTests
{
    [TestMethod]
    [DataRow("09:00:00", "08:00:00", "$.end_date_time: is not after start_date_time")]
    [DataRow(
        "08:30:00",
        "09:00:00",
        "$.charging_periods[0].start_date_time: lies outside the session, or before the period in front of it"
    )]
    public void Times_must_be_in_order(string start, string end, string expected)
    {
        Assert.AreEqual(expected, Defects(CdrText.Of(start, end, CdrText.Period("08:00:00")))[0]);
    }

    [TestMethod]
    public void Periods_must_be_in_order()
    {
        Assert.AreEqual(
            "$.charging_periods[1].start_date_time: lies outside the session, or before the period in front of it",
            Defects(CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:30:00"), CdrText.Period("08:10:00"))).Single());
    }

    [TestMethod]
    [DataRow("ENERGY -1", "$.charging_periods[0].dimensions[0].volume: -1 is negative")]
    [DataRow(
        "ENRGY 1",
        "$.charging_periods[0].dimensions[0].type: \"ENRGY\" is none of CURRENT, ENERGY, ENERGY_EXPORT, ENERGY_IMPORT, "
            + "MAX_CURRENT, MIN_CURRENT, MAX_POWER, MIN_POWER, PARKING_TIME, POWER, RESERVATION_TIME, STATE_OF_CHARGE, TIME"
    )]
    [DataRow(
        "RESERVATION_TIME 1",
        "$.charging_periods[0].dimensions[0].type: RESERVATION_TIME cannot be priced here: this agent has no reservations"
    )]
    [DataRow("ENERGY 1001", "$.charging_periods: hold more than 1000 kWh")]
    [DataRow("TIME 2161", "$.charging_periods: hold more than 2160 hours")]
    public void A_bad_dimension_is_told_with_its_path(string dimension, string expected)
    {
        Assert.AreEqual(expected, Defects(CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:00:00", dimension))).Single());
    }

    [TestMethod]
    public void A_dimension_twice_in_a_period_is_refused()
    {
        Assert.AreEqual(
            "$.charging_periods[0].dimensions[1].type: is in this period already",
            Defects(CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:00:00", "ENERGY 1", "ENERGY 1"))).Single());
    }

    [TestMethod]
    public void A_session_of_more_than_90_days_is_refused()
    {
        string cdr = CdrText
            .Of("08:00:00", "09:00:00", CdrText.Period("08:00:00"))
            .Replace("2019-01-07T09", "2019-04-08T09", StringComparison.Ordinal);
        Assert.AreEqual("$.end_date_time: is more than 2160 hours after start_date_time", Defects(cdr).Single());
    }

    [TestMethod]
    public void A_cdr_without_periods_is_refused()
    {
        Assert.AreEqual(
            "$.charging_periods: is an empty list; at least one is needed",
            Defects(CdrText.Of("08:00:00", "09:00:00")).Single());
    }

    [TestMethod]
    public void Dimensions_of_sessions_are_known_and_ignored()
    {
        Assert.IsEmpty(Defects(CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:00:00", "STATE_OF_CHARGE 80", "ENERGY 1"))));
    }

    [TestMethod]
    public void The_noise_of_floating_point_is_taken()
    {
        Assert.IsEmpty(
            Defects(CdrText.Of("08:00:00", "09:00:00", CdrText.Period("08:00:00", "ENERGY 0.30000000000000004", "TIME 5.5e-05"))));
    }

    private static string[] Defects(string json)
    {
        OcpiCdrReader.TryRead(Encoding.UTF8.GetBytes(json), out _, out IReadOnlyList<TariffDefect> defects);
        return [.. defects.Select(defect => defect.ToString())];
    }
}
