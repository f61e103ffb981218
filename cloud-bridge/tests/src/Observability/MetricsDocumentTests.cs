using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Host;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;

namespace CloudBridge.Tests.Src.Observability;

/// <summary>deploy/observability.md and deploy/alerts.rules.yml say what is there.</summary>
[TestClass]
public sealed partial class MetricsDocumentTests
{
    private const string Notices = """
        SELECT 'notice_done' AS Name, 'mail/sent' AS Label, 7 AS Value UNION ALL SELECT 'notice_waiting', 'mail', 2
               UNION ALL SELECT 'notice_oldest', 'mail', 1780315000000
        """;

    private static string Deploy => Path.Combine(MosquittoBroker.RepositoryRoot(), "cloud-bridge", "deploy");

    [TestMethod]
    public async Task The_list_of_metrics_is_the_instruments_with_their_kind_unit_labels_and_meaning()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        // A part that keeps figures of its own, as the notices do.
        new BridgeGauges(new StoredFigures(new Database(bridge.DatabasePath), TimeProvider.System, Notices), bridge.Clock).AddStored(
            bridge.Host.Meter.Meter);
        Dictionary<string, SortedSet<string>> labels = [];
        Dictionary<string, string> rows = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter == bridge.Host.Meter.Meter)
            {
                rows[instrument.Name] = $"{KindOf(instrument)} | {instrument.Unit} | LABELS | {instrument.Description}";
                labels.TryAdd(instrument.Name, []);
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(labels[instrument.Name], tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(labels[instrument.Name], tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(labels[instrument.Name], tags));
        listener.Start();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Status, """{"version":1,"online":true,"status":"Available","errorCode":"NoError"}"""u8.ToArray());
        listener.RecordObservableInstruments();

        string[] written =
        [
            .. Row()
                .Matches(await File.ReadAllTextAsync(Path.Combine(Deploy, "observability.md")))
                .Select(row => Spaces().Replace(row.Groups[1].Value, " ")),
        ];
        string[] there =
        [
            .. rows.Select(row =>
            {
                string used = string.Join(", ", labels[row.Key].Order(LabelOrder));
                return Spaces().Replace($"{row.Key} | {row.Value.Replace("LABELS", used, StringComparison.Ordinal)}", " ");
            }),
        ];

        CollectionAssert.AreEquivalent(
            written,
            there,
            $"written:\n{string.Join('\n', written.Except(there))}\nthere:\n{string.Join('\n', there.Except(written))}");
    }

    [TestMethod]
    public async Task The_alert_rules_name_metrics_that_are_there()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http();
        string rules = await File.ReadAllTextAsync(Path.Combine(Deploy, "alerts.rules.yml"));
        string document = await File.ReadAllTextAsync(Path.Combine(Deploy, "observability.md"));
        Scrape scrape = await Scrape.OfAsync(http);

        string[] named = [.. Metric().Matches(rules).Select(metric => metric.Value).Distinct()];

        Assert.AreEqual(7, named.Length, string.Join(' ', named));
        foreach (string name in named)
        {
            // Notices have no series before the first one waits.
            Assert.IsTrue(
                scrape.Names.Contains(name)
                    || (
                        name == "chargeagent_notices_oldest_age_seconds"
                        && document.Contains("chargeagent.notices.oldest.age", StringComparison.Ordinal)),
                name);
        }
    }

    [TestMethod]
    public async Task Prometheus_takes_the_alert_rules()
    {
        if (!File.Exists("/usr/bin/promtool"))
        {
            Assert.Inconclusive("SKIPPED: promtool is not installed on this machine (Debian's package prometheus).");
        }

        using System.Diagnostics.Process promtool = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("/usr/bin/promtool", ["check", "rules", Path.Combine(Deploy, "alerts.rules.yml")])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        string said = await promtool.StandardOutput.ReadToEndAsync() + await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();

        Assert.AreEqual(0, promtool.ExitCode, said);
        StringAssert.Contains(said, "5 rules found");
    }

    // Topic and channel stand before outcome, as one says them.
    private static Comparer<string> LabelOrder => Comparer<string>.Create((x, y) => (x == "outcome").CompareTo(y == "outcome"));

    private static void Note(SortedSet<string> labels, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            labels.Add(tag.Key);
        }
    }

    private static string KindOf(Instrument instrument)
    {
        string type = instrument.GetType().Name;
        return type.Contains("Histogram", StringComparison.Ordinal) ? "histogram"
            : type.Contains("Counter", StringComparison.Ordinal) ? "counter"
            : "gauge";
    }

    [GeneratedRegex(@"^\| (chargeagent\..*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    [GeneratedRegex("chargeagent_[a-z_]+")]
    private static partial Regex Metric();
}
