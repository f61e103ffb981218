using CloudBridge.Core.Foundation.Settings;

namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>What is told of the bridge's own state, and where. Out of range means refused at start, never adjusted.</summary>
public sealed class TelemetrySettings
{
    /// <summary>One line for people.</summary>
    public const string Line = "line";

    /// <summary>One JSON object on a line.</summary>
    public const string Json = "json";

    /// <summary>Second address, http only, that answers /metrics without a sign-in and nothing else; empty means none.</summary>
    public string MetricsUrl { get; set; } = "";

    /// <summary>Where metrics and traces are sent (OTLP over HTTP); empty means nowhere.</summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>How log lines look: "line" or "json".</summary>
    public string LogFormat { get; set; } = Line;

    /// <summary>The least severe log line that is written.</summary>
    public string LogLevel { get; set; } = "information";

    /// <summary>The first setting that cannot be used, named, with how to mend it; null when all are well.</summary>
    public string? FindDefect(PagesSettings pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        if (
            MetricsUrl.Length > 0
            && !(
                Uri.TryCreate(MetricsUrl, UriKind.Absolute, out Uri? scrape)
                && scrape.Scheme == Uri.UriSchemeHttp
                && scrape.AbsolutePath == "/"
                && System.Net.IPAddress.TryParse(scrape.Host.Trim('[', ']'), out _)))
        {
            return $"MetricsUrl is '{MetricsUrl}': give http, an IP address and a port, e.g. http://127.0.0.1:9464, or leave it empty";
        }

        if (MetricsUrl.Length > 0 && new Uri(MetricsUrl).Port is int port and not 0 && port == new Uri(pages.PagesUrl).Port)
        {
            return $"MetricsUrl is '{MetricsUrl}', the port of the pages: give it a port of its own, because "
                + $"there everyone may read the metrics";
        }

        if (
            OtlpEndpoint.Length > 0
            && !(Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out Uri? collector) && collector.Scheme is "http" or "https"))
        {
            return $"OtlpEndpoint is '{OtlpEndpoint}': give the collector's address for OTLP over HTTP, e.g. "
                + $"http://127.0.0.1:4318, or leave it empty";
        }

        if (LogFormat is not (Line or Json))
        {
            return $"LogFormat is '{LogFormat}': give line or json";
        }

        return Enum.GetNames<LogLevel>().Contains(LogLevel, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"LogLevel is '{LogLevel}': give trace, debug, information, warning, error, critical or none";
    }
}
