using System.Text.RegularExpressions;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Notices;

namespace CloudBridge.Tests.Web.Notices;

[TestClass]
public class TextTests
{
    private static readonly string[] Tellings =
    [
        IncidentAction.Raised,
        IncidentAction.Updated,
        IncidentAction.Cleared,
        IncidentStory.Passed,
    ];

    private static readonly IncidentFacts Full = new()
    {
        Detail = "A sentence.",
        VendorCode = "GroundFailure",
        SessionId = "c1-7",
        EnergyMilliwattHours = 12345678,
        CostInclMicros = 3705000,
        Currency = "EUR",
        PowerMilliwatts = 7360000,
        PriceMicros = 300000,
        NextPriceMicros = 452500,
        NextUtcMs = 1780322400000,
        ChargerCount = 48,
        SiteChargerCount = 50,
        ChargerIds = ["c1", "c2"],
        Verdict = "PowerCut",
        Measured = 30001,
        Limit = 30000,
        RecordsWaiting = 77,
    };

    [TestMethod]
    public void Every_kind_and_action_has_a_text_in_every_language_and_no_placeholder_stays()
    {
        foreach (string language in NoticeTexts.Languages)
        {
            foreach (string kind in IncidentKind.All)
            {
                Assert.AreNotEqual("", NoticeTexts.Raw(language, kind + ".Name"));
                foreach (string telling in Tellings)
                {
                    foreach (IncidentFacts facts in new[] { Full, new IncidentFacts() })
                    {
                        StoryWords words = new(StoryOf(kind, telling, facts), language, "Europe/Berlin", "Depot", _ => "Do this.");
                        Assert.AreNotEqual("", words.Subject, $"{kind} {telling}");
                        Assert.IsFalse(
                            (words.Subject + words.Body).AsSpan().ContainsAny('{', '}'),
                            $"{kind} {telling}: {words.Subject} {words.Body}");
                    }

                    StoryWords told = new(StoryOf(kind, telling, Full), language, "Europe/Berlin", "Depot", _ => "Do this.");
                    Assert.AreNotEqual("", told.Body, $"{kind} {telling}");
                    StringAssert.Contains(told.Subject, "c1 (Depot)");
                    foreach (
                        Match match in Regex.Matches(
                            NoticeTexts.Raw(language, $"{kind}.{telling}.Subject") + NoticeTexts.Raw(language, $"{kind}.{telling}.Body"),
                            @"\{(\w+)\}"))
                    {
                        CollectionAssert.Contains(StoryWords.Placeholders.ToArray(), match.Groups[1].Value, $"{kind} {telling}");
                    }
                }
            }
        }
    }

    [TestMethod]
    public void A_price_step_is_told_with_both_prices_and_the_local_time()
    {
        StoryWords words = new(StoryOf(IncidentKind.PriceStepAhead, IncidentAction.Raised, Full), "en", "Europe/Berlin", null, _ => null);

        Assert.AreEqual("The price changes soon at c1", words.Subject);
        // 1780322400 is 2026-06-01 14:00:00 UTC, 16:00 in Berlin.
        Assert.AreEqual(
            "Price now: 0.30\u00a0EUR/kWh excluding VAT\nPrice from 2026-06-01 16:00:00 UTC+02:00: 0.4525\u00a0EUR/kWh excluding "
                + "VAT\nEnergy so far: 12.346\u00a0kWh\nCost so far: 3.71\u00a0EUR including VAT",
            words.Body);
    }

    [TestMethod]
    public void A_fault_is_told_with_its_first_remedy_and_without_one_that_line_is_left_out()
    {
        IncidentStory story = StoryOf(
            IncidentKind.ConnectorFault,
            IncidentAction.Raised,
            new IncidentFacts { VendorCode = "GroundFailure" });

        StringAssert.Contains(
            new StoryWords(story, "en", "UTC", null, _ => "Unplug the vehicle.").Body,
            "First remedy: Unplug the vehicle.");
        Assert.AreEqual(
            "Charger c1 reports this fault since 2026-06-01 12:00:00 UTC+00:00.",
            new StoryWords(story, "en", "UTC", null, _ => null).Body);
    }

    [TestMethod]
    public void An_outage_says_how_many_chargers_what_was_found_out_and_how_long()
    {
        StoryWords raised = new(StoryOf(IncidentKind.PowerOutage, IncidentAction.Raised, Full), "en", "UTC", "Depot", _ => null);
        StringAssert.Contains(raised.Body, "48 of 50 chargers are without mains: c1, c2\nWhat was found out: the site lost its mains");
        StoryWords over = new(StoryOf(IncidentKind.PowerOutage, IncidentAction.Cleared, Full), "en", "UTC", "Depot", _ => null);
        // Raised at 12:00:00, over at 13:05:00.
        Assert.AreEqual("It was away for 1\u00a0h\u00a005\u00a0min, until 2026-06-01 13:05:00 UTC+00:00.", over.Body);
    }

    private static IncidentStory StoryOf(string kind, string telling, IncidentFacts facts)
    {
        long raisedMs = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        Incident incident = new()
        {
            IncidentId = 1,
            Kind = kind,
            Subject = "charger/c1",
            Cause = "ContactorCycles",
            Severity = IncidentSeverity.Warning,
            ChargerId = "c1",
            RaisedUtcMs = raisedMs,
            FactsJson = facts.ToJson(),
        };
        string[] actions = telling == IncidentStory.Passed ? [IncidentAction.Raised, IncidentAction.Cleared] : [telling];
        IncidentEvent[] events = [.. actions.Select((action, i) => new IncidentEvent
        {
            EventId = i + 1, IncidentId = 1, Action = action, Severity = IncidentSeverity.Warning, FactsJson = facts.ToJson(),
            AtUtcMs = action == IncidentAction.Cleared ? raisedMs + 3900000 : raisedMs,
        })];
        return new IncidentStory(incident, events);
    }
}
