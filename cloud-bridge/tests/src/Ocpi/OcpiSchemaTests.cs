using System.Text.Json;
using CloudBridge.Tests.Src.Tariffs;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;
using Hardware.Bench.Season;
using NJsonSchema;
using NJsonSchema.Validation;

namespace CloudBridge.Tests.Src.Ocpi;

/// <summary>What partners fetch has the shape that OCPI 2.2.1 gives it: the schemas are written from the specification.</summary>
[TestClass]
public sealed class OcpiSchemaTests
{
    // 0.30 per kWh below 16 A, 0.60 from there on.
    private const string ByCurrent = """
        {"country_code":"DE","party_id":"ALL","id":"load","currency":"EUR","last_updated":"2026-01-01T00:00:00Z","elements":[
         {"price_components":[{"type":"ENERGY","price":0.30,"step_size":1}],"restrictions":{"max_current":16.00}},
         {"price_components":[{"type":"ENERGY","price":0.60,"step_size":1}]}]}
        """;

    [TestMethod]
    public async Task Every_object_of_a_month_has_the_shape_of_the_specification()
    {
        await using RunningBridge bridge = await RunningBridge.StartOnAsync(
            FillSeason,
            new DateTimeOffset(2026, 11, 2, 15, 0, 0, TimeSpan.Zero),
            settings => (settings.Ocpi.OcpiCountryCode, settings.Ocpi.OcpiPartyId) = ("DE", "CAG"));
        using HttpClient http = bridge.Http();
        Dictionary<string, int> counts = [];
        foreach (string module in new[] { "cdrs", "locations", "sessions", "tariffs" })
        {
            await foreach (JsonElement one in AllAsync(http, $"/ocpi/2.2.1/{module}"))
            {
                await OcpiSchemas.AssertValidAsync(module.TrimEnd('s'), one);
                counts[module] = counts.GetValueOrDefault(module) + 1;
            }
        }

        Console.WriteLine(string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")) + " are valid");
        Assert.IsGreaterThan(500, counts["cdrs"]);
        // A session for each CDR but those of credit notes and corrected bills.
        long firstBills = bridge.Count("SELECT COUNT(*) FROM bill WHERE kind = 'Bill'");
        Assert.AreEqual(firstBills, counts["sessions"]);
        Assert.AreEqual(6, counts["tariffs"]);
        Assert.AreEqual(6, counts["locations"]);
    }

    [TestMethod]
    public async Task A_session_with_a_pause_tells_each_period_and_is_priced_again_by_its_load()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync(ByCurrent);
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(WithPause(tariff)));
        using HttpClient http = bridge.Http();

        JsonElement cdr = JsonDocument.Parse(await http.GetStringAsync("/ocpi/2.2.1/cdrs")).RootElement.GetProperty("data")[0];

        await OcpiSchemas.AssertValidAsync("cdr", cdr);
        // 2.3 kWh at 20 A x 0.60 and 0.6 kWh at 10 A x 0.30.
        Assert.AreEqual(1.56m, cdr.GetProperty("total_cost").GetProperty("excl_vat").GetDecimal());
        RateRun rated = RateRun.OnTexts(cdr.GetProperty("tariffs")[0].GetRawText(), cdr.GetRawText());
        Assert.AreEqual(1.56m, rated.Number("total_cost.excl_vat"));
    }

    [TestMethod]
    public async Task A_cdr_with_an_empty_period_or_of_no_country_is_refused_by_the_schema()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync(ByCurrent);
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        using HttpClient http = bridge.Http();
        string cdr = JsonDocument.Parse(await http.GetStringAsync("/ocpi/2.2.1/cdrs")).RootElement.GetProperty("data")[0].GetRawText();
        JsonSchema schema = await OcpiSchemas.Of("cdr");

        Assert.IsEmpty(schema.Validate(cdr));
        int open = cdr.IndexOf("\"dimensions\":[", StringComparison.Ordinal) + 14;
        string hollow = cdr[..open] + cdr[cdr.IndexOf(']', open)..];
        Assert.AreEqual(ValidationErrorKind.TooFewItems, Leaf(schema.Validate(hollow).First()).Kind);
        string nowhere = cdr.Replace("\"country\":\"DEU\"", "\"country\":\"ZZZ\"", StringComparison.Ordinal);
        Assert.AreEqual(ValidationErrorKind.PatternMismatch, Leaf(schema.Validate(nowhere).Single()).Kind);
    }

    private static void FillSeason(string database)
    {
        SeasonSettings season = new()
        {
            MonthCount = 1,
            ChargerCount = 8,
            LastMonth = "2026-10",
            Database = database,
        };
        using StringWriter said = new();
        Assert.AreEqual(0, new SeasonRun(season, said, said).RunAsync(CancellationToken.None).GetAwaiter().GetResult(), said.ToString());
    }

    // Half an hour at 20 A, ten minutes in which the vehicle takes nothing, twenty at 10 A.
    private static ChargingSession WithPause(Tariff tariff)
    {
        ChargingSession session = ScriptedSession.OneHour(1, 0, 2300000, null);
        session.RegisterEndMilliwattHours = 2900000;
        (session.Periods[0].DurationMs, session.Periods[0].ChargingMs) = (1800000, 1800000);
        (session.Periods[0].CurrentMilliamps, session.Periods[0].PowerMilliwatts) = (20000, 4600000);
        ChargingPeriod pause = session.AddPeriod();
        (pause.StartUtcMs, pause.DurationMs, pause.Kind) = (session.StartUtcMs + 1800000, 600000, PeriodKind.Waiting);
        ChargingPeriod second = session.AddPeriod();
        (second.StartUtcMs, second.DurationMs, second.ChargingMs) = (session.StartUtcMs + 2400000, 1200000, 1200000);
        (second.EnergyMilliwattHours, second.CurrentMilliamps, second.PowerMilliwatts) = (600000, 10000, 1800000);
        ScriptedSession.Price(session, tariff);
        return session;
    }

    private static async IAsyncEnumerable<JsonElement> AllAsync(HttpClient http, string path)
    {
        for (string? next = path; next != null;)
        {
            HttpResponseMessage answer = await http.GetAsync(next);
            foreach (JsonElement one in (await OcpiSchemas.DataAsync(answer)).EnumerateArray())
            {
                yield return one;
            }

            next = answer.Headers.TryGetValues("Link", out IEnumerable<string>? link) ? link.Single().Split('<', '>')[1] : null;
        }
    }

    private static ValidationError Leaf(ValidationError error)
    {
        return error is ChildSchemaValidationError parent ? Leaf(parent.Errors.Values.First().First()) : error;
    }
}
