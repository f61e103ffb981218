using System.Reflection;
using System.Text.Json;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Host;
using CloudBridge.Settings;
using CloudBridge.Web.Server;
using Microsoft.Extensions.Logging;

namespace CloudBridge.Tests.Src.Observability;

[TestClass]
public sealed class LogTests
{
    [TestMethod]
    public void Every_kind_of_log_line_has_a_number_of_its_own()
    {
        (int EventId, string Name)[] lines =
        [
            .. new[] { typeof(BridgeHost), typeof(Database), typeof(PagesServer) }
                .SelectMany(part => part.Assembly.GetTypes())
                .SelectMany(type =>
                    type.GetMethods(
                        BindingFlags.Instance
                            | BindingFlags.Static
                            | BindingFlags.Public
                            | BindingFlags.NonPublic
                            | BindingFlags.DeclaredOnly))
                .Select(method => (Method: method, Line: method.GetCustomAttribute<LoggerMessageAttribute>()))
                .Where(entry => entry.Line != null)
                .Select(entry => (entry.Line!.EventId, $"{entry.Method.DeclaringType!.Name}.{entry.Method.Name}")),
        ];

        Assert.IsGreaterThan(15, lines.Length);
        Assert.IsFalse(lines.Any(line => line.EventId <= 0), "a number");
        string[] twice =
        [
            .. lines
                .GroupBy(line => line.EventId)
                .Where(group => group.Count() > 1)
                .Select(group => $"{group.Key}: {string.Join(", ", group.Select(line => line.Name))}"),
        ];
        Assert.IsEmpty(twice, string.Join("; ", twice));
    }

    // The console belongs to the whole process.
    [TestMethod]
    [DoNotParallelize]
    public void A_json_line_carries_level_event_scope_and_trace()
    {
        TextWriter console = Console.Out;
        using StringWriter written = new();
        Console.SetOut(written);
        using System.Diagnostics.Activity trace = new("a request");
        try
        {
            using ILoggerFactory loggers = BridgeLog.Create(new TelemetrySettings { LogFormat = "json", LogLevel = "Warning" });
            ILogger log = loggers.CreateLogger("CloudBridge.Test");
            trace.Start();
            using (log.BeginScope(new Dictionary<string, object> { ["Step"] = 4 }))
            {
                log.Log(LogLevel.Information, new EventId(1), "not this one", null, (state, _) => state);
                log.Log(LogLevel.Error, new EventId(101), "the disk is full", null, (state, _) => state);
            }
        }
        finally
        {
            Console.SetOut(console);
        }

        JsonElement line = JsonDocument.Parse(written.ToString().Trim()).RootElement;
        Assert.AreEqual("Error", line.GetProperty("LogLevel").GetString());
        Assert.AreEqual(101, line.GetProperty("EventId").GetInt32());
        Assert.AreEqual("the disk is full", line.GetProperty("Message").GetString());
        StringAssert.Contains(line.GetProperty("Scopes").GetRawText(), trace.TraceId.ToString());
        StringAssert.Contains(line.GetProperty("Scopes").GetRawText(), "\"Step\":4");
    }

    [TestMethod]
    [DataRow("xml", "information", "", "", "LogFormat is 'xml': give line or json")]
    [DataRow("line", "loud", "", "", "LogLevel is 'loud': give trace, debug, ")]
    [DataRow("line", "debug", "metrics", "", "MetricsUrl is 'metrics': give http, an IP address and a port")]
    [DataRow("line", "debug", "http://127.0.0.1:5080", "", "MetricsUrl is 'http://127.0.0.1:5080', the port of the pages")]
    [DataRow("line", "debug", "", "collector:4318", "OtlpEndpoint is 'collector:4318': give the collector's address")]
    public void A_bad_setting_is_named_with_how_to_mend_it(string format, string level, string metrics, string otlp, string message)
    {
        BridgeSettings settings = new() { Telemetry = { LogFormat = format, LogLevel = level, MetricsUrl = metrics, OtlpEndpoint = otlp } };

        StringAssert.StartsWith(settings.FindDefect(), message);
    }
}
