using System.Text;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Live;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Web.Live;

[TestClass]
public sealed class SessionEstimateTests
{
    // 0.60 from 20:00 UTC on, 0.30 before, an hour of charging 1.20, once 1.00; without VAT.
    private const string EveningTariff = """
        {"country_code":"DE","party_id":"ALL","id":"evening","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
         "elements":[
          {"price_components":[{"type":"FLAT","price":1.00,"step_size":1},{"type":"TIME","price":1.20,"step_size":1}]},
          {"price_components":[{"type":"ENERGY","price":0.60,"step_size":1}],"restrictions":{"start_time":"20:00","end_time":"23:00"}},
          {"price_components":[{"type":"ENERGY","price":0.30,"step_size":1}]}]}
        """;

    // 0.30 for the first 5 kWh, 0.50 after, and never more than 3.00.
    private const string GrowingTariff = """
        {"country_code":"DE","party_id":"ALL","id":"growing","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
         "max_price":{"excl_vat":3.00},
         "elements":[
          {"price_components":[{"type":"ENERGY","price":0.30,"step_size":1}],"restrictions":{"max_kwh":5}},
          {"price_components":[{"type":"ENERGY","price":0.50,"step_size":1}]}]}
        """;

    // 2026-06-01 19:00 UTC.
    private const long Seven = 1780340400000;

    [TestMethod]
    public void The_rest_is_priced_with_vat_and_added_to_what_the_charger_knows()
    {
        LiveReading reading = LiveText.Reading(Seven);

        SessionEstimate estimate = SessionEstimate.Of(TariffOf(RunningBridge.SimpleTariff), reading, 10000000, out _)!;

        // 8 kWh more at 0.30 and 20 % VAT are 2.88, with the 0.72 of before 3.60; 8 kWh at 7.4 kW are 3,891.892 s, rounded up to the ms.
        Assert.AreEqual(3600000, estimate.TotalInclMicros);
        Assert.AreEqual(3891892, estimate.RemainingMs);
        Assert.AreEqual(Seven + 3891892, estimate.ReadyUtcMs);
    }

    [TestMethod]
    public void A_price_step_on_the_way_counts_from_its_instant_and_a_flat_fee_once()
    {
        // At 6 kW the hour until 20:00 brings 6 kWh at 0.30 and 1.20 for the hour: 3.00. The 3 kWh after it take half an hour: 1.80 and
        // 0.60. With the 2.50 of before 7.90.
        LiveReading reading = LiveText.Reading(Seven, costInclMicros: 2500000, powerMilliwatts: 6000000);

        SessionEstimate estimate = SessionEstimate.Of(TariffOf(EveningTariff), reading, 11000000, out _)!;

        Assert.AreEqual(7900000, estimate.TotalInclMicros);
        Assert.AreEqual(5400000, estimate.RemainingMs);
    }

    [TestMethod]
    public void A_threshold_of_energy_goes_on_from_where_the_session_is()
    {
        // 2 kWh so far: 3 more at 0.30 and 2 at 0.50 are 1.90, with 0.60 of before 2.50.
        LiveReading reading = LiveText.Reading(Seven, costInclMicros: 600000);

        Assert.AreEqual(2500000, SessionEstimate.Of(TariffOf(GrowingTariff), reading, 7000000, out _)!.TotalInclMicros);
    }

    [TestMethod]
    public void A_highest_price_is_not_exceeded()
    {
        LiveReading reading = LiveText.Reading(Seven, costInclMicros: 600000);

        Assert.AreEqual(3000000, SessionEstimate.Of(TariffOf(GrowingTariff), reading, 40000000, out _)!.TotalInclMicros);
    }

    [TestMethod]
    public void What_nobody_can_say_is_not_estimated_and_the_reason_is_told()
    {
        Tariff tariff = TariffOf(RunningBridge.SimpleTariff);

        Assert.IsNull(SessionEstimate.Of(tariff, LiveText.Reading(Seven), 2000000, out string? reached));
        Assert.AreEqual("The session has this energy already.", reached);
        Assert.IsNull(SessionEstimate.Of(tariff, LiveText.Reading(Seven, powerMilliwatts: 0), 10000000, out string? idle));
        Assert.AreEqual("Nothing flows now, so there is no estimate.", idle);
        Assert.IsNull(SessionEstimate.Of(null, LiveText.Reading(Seven), 10000000, out string? unknown));
        Assert.AreEqual("The cost so far is not known, so there is no estimate.", unknown);
    }

    [TestMethod]
    [DataRow("20", 20000000L)]
    [DataRow(" 7,5 ", 7500000L)]
    [DataRow("", null)]
    [DataRow("0", null)]
    [DataRow("1e3", null)]
    [DataRow("1001", null)]
    public void A_target_is_read_as_people_type_it(string typed, long? milliwattHours)
    {
        Assert.AreEqual(milliwattHours, SessionEstimate.ReadTarget(typed, out string? defect));
        Assert.AreEqual(milliwattHours == null && typed.Length > 0, defect != null);
    }

    [TestMethod]
    public void The_next_price_is_found_by_the_clock_and_by_energy()
    {
        PricesAhead byClock = RunningPrices.Of(TariffOf(EveningTariff), LiveText.Reading(Seven))!;
        Assert.AreEqual(
            (300000L, 600000L, Seven + 3600000),
            (byClock.Now.EnergyMicros!.Value, byClock.Next!.EnergyMicros!.Value, byClock.Next.FromUtcMs));

        // 3 kWh until the fifth, at 6 kW half an hour.
        PricesAhead byEnergy = RunningPrices.Of(TariffOf(GrowingTariff), LiveText.Reading(Seven, powerMilliwatts: 6000000))!;
        Assert.AreEqual(
            (300000L, 500000L, Seven + 1800000),
            (byEnergy.Now.EnergyMicros!.Value, byEnergy.Next!.EnergyMicros!.Value, byEnergy.Next.FromUtcMs));

        // With nothing flowing the fifth kWh never comes.
        Assert.IsNull(RunningPrices.Of(TariffOf(GrowingTariff), LiveText.Reading(Seven, powerMilliwatts: 0))!.Next);
        Assert.IsNull(RunningPrices.Of(TariffOf(RunningBridge.SimpleTariff), LiveText.Reading(Seven))!.Next);
    }

    private static Tariff TariffOf(string ocpi)
    {
        Assert.IsTrue(
            OcpiTariffReader.TryRead(Encoding.UTF8.GetBytes(ocpi), out OcpiTariff? read, out IReadOnlyList<TariffDefect> defects),
            string.Join("; ", defects));
        Assert.IsTrue(
            DeviceTariffCompiler.TryCompile(read!, DateTimeZone.Utc, Instant.FromUtc(2026, 1, 1, 0, 0), 1, out Tariff? device, out defects),
            string.Join("; ", defects));
        return device!;
    }
}
