using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Observability;

[TestClass]
public sealed class TraceTests
{
    [TestMethod]
    public async Task A_record_is_one_trace_from_taken_over_committed_to_its_receipt()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        ConcurrentQueue<Activity> spans = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source == bridge.Host.Meter.Activities,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await charger.ReceiptAsync();
        await Eventually.BecomesTrueAsync(() => spans.Count == 3);

        Activity batch = spans.Single(span => span.OperationName == "ingest batch");
        Activity commit = spans.Single(span => span.OperationName == "commit");
        Activity receipt = spans.Single(span => span.OperationName == "receipt send");
        Assert.AreEqual(1, batch.GetTagItem("messaging.batch.message_count"));
        Assert.AreEqual(batch.SpanId, commit.ParentSpanId);
        Assert.AreEqual(batch.SpanId, receipt.ParentSpanId);
        Assert.AreEqual(batch.TraceId, receipt.TraceId);
        Assert.IsTrue(batch.StartTimeUtc <= commit.StartTimeUtc, "the batch begins when its message was taken");
    }

    [TestMethod]
    public async Task Traces_and_metrics_go_to_the_collector_that_is_set_and_hide_links_that_open_something()
    {
        using Collector collector = new();
        await using (RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Telemetry.OtlpEndpoint = collector.Address))
        {
            Tariff tariff = await bridge.PublishAsync();
            await using ScriptedCharger charger = await bridge.ConnectAsync();
            await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
            await charger.ReceiptAsync();
            using HttpClient http = bridge.Http(Role.Operator);
            await http.GetAsync("/b/a-secret-link?also=a-secret-answer");
            await http.GetAsync("/nothing-here/a-secret-path");
            await http.GetAsync("/sign-in?return=a-secret-return");
        }

        Assert.IsTrue(collector.Text("/v1/traces").Contains("ingest batch", StringComparison.Ordinal), "spans of ingest");
        Assert.IsTrue(collector.Text("/v1/traces").Contains("GET /sign-in", StringComparison.Ordinal), "the request by its route");
        Assert.IsTrue(collector.Text("/v1/metrics").Contains("chargeagent.bills.issued", StringComparison.Ordinal), "metrics");
        Assert.IsFalse(
            (collector.Text("/v1/traces") + collector.Text("/v1/metrics")).Contains("a-secret", StringComparison.Ordinal),
            "no path, no query");
    }

    [TestMethod]
    public async Task Without_the_setting_nobody_listens_to_traces()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();

        Assert.IsFalse(bridge.Host.Meter.Activities.HasListeners());
    }

    /// <summary>A server that takes what is sent to it and keeps it as text.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _server = new();
        private readonly ConcurrentDictionary<string, string> _texts = new();
        private readonly Task _taking;

        public Collector()
        {
            Address = $"http://127.0.0.1:{MosquittoBroker.FreePort()}";
            _server.Prefixes.Add(Address + "/");
            _server.Start();
            _taking = TakeAsync();
        }

        public string Address { get; }

        public string Text(string path)
        {
            return _texts.GetValueOrDefault(path, "");
        }

        public void Dispose()
        {
            _server.Close();
            _taking.Wait();
        }

        private async Task TakeAsync()
        {
            while (_server.IsListening)
            {
                try
                {
                    HttpListenerContext context = await _server.GetContextAsync();
                    using StreamReader body = new(context.Request.InputStream, Encoding.Latin1);
                    string text = await body.ReadToEndAsync();
                    _texts.AddOrUpdate(context.Request.Url!.AbsolutePath, text, (_, before) => before + text);
                    context.Response.Close();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
