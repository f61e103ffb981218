using System.Text.Json;
using CloudBridge.Core.Foundation.Telemetry;

namespace CloudBridge.Host;

/// <summary>Log lines on the console: for people, or as JSON with scopes and, where traces are made, the trace they belong to.</summary>
public static class BridgeLog
{
    private const string Time = "yyyy-MM-dd HH:mm:ss'Z' ";

    /// <summary>A factory by the settings.</summary>
    public static ILoggerFactory Create(TelemetrySettings settings)
    {
        return LoggerFactory.Create(logging => Configure(logging, settings));
    }

    private static void Configure(ILoggingBuilder logging, TelemetrySettings settings)
    {
        LogLevel level = Enum.Parse<LogLevel>(settings.LogLevel, ignoreCase: true);
        logging
            .Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId)
            .SetMinimumLevel(level)
            .AddFilter(
                "Microsoft",
                level < LogLevel.Information ? LogLevel.Information
                    : level > LogLevel.Warning ? level
                    : LogLevel.Warning)
            // It opens a scope with the request's path, and links that open without a sign-in are secrets.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            // It says that keys in the database are not enciphered: so it is meant, see ServerKeys.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // A failed start is told in one line; the host would print its stack trace as well.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        if (settings.LogFormat == TelemetrySettings.Json)
        {
            logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                console.JsonWriterOptions = new JsonWriterOptions { Indented = false };
            });
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = Time;
            });
        }
    }
}
