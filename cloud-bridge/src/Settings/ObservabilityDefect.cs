namespace CloudBridge.Observability;

/// <summary>What can be wrong with the settings of this part.</summary>
internal static class ObservabilityDefect
{
    /// <summary>The first setting that cannot be used, with how to mend it; null when all are well.</summary>
    public static string? Find(BridgeSettings settings)
    {
        if (settings.MetricsUrl.Length > 0 && !(Uri.TryCreate(settings.MetricsUrl, UriKind.Absolute, out Uri? scrape) && scrape.Scheme == Uri.UriSchemeHttp && scrape.AbsolutePath == "/"
            && System.Net.IPAddress.TryParse(scrape.Host.Trim('[', ']'), out _)))
        {
            return $"MetricsUrl is '{settings.MetricsUrl}': give http, an IP address and a port, e.g. http://127.0.0.1:9464, or leave it empty";
        }

        if (settings.MetricsUrl.Length > 0 && new Uri(settings.MetricsUrl).Port is int port and not 0 && port == new Uri(settings.PagesUrl).Port)
        {
            return $"MetricsUrl is '{settings.MetricsUrl}', the port of the pages: give it a port of its own, because there everyone may read the metrics";
        }

        if (settings.OtlpEndpoint.Length > 0 && !(Uri.TryCreate(settings.OtlpEndpoint, UriKind.Absolute, out Uri? collector) && collector.Scheme is "http" or "https"))
        {
            return $"OtlpEndpoint is '{settings.OtlpEndpoint}': give the collector's address for OTLP over HTTP, e.g. http://127.0.0.1:4318, or leave it empty";
        }

        if (settings.LogFormat is not (BridgeLog.Line or BridgeLog.Json))
        {
            return $"LogFormat is '{settings.LogFormat}': give line or json";
        }

        return Enum.GetNames<LogLevel>().Contains(settings.LogLevel, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"LogLevel is '{settings.LogLevel}': give trace, debug, information, warning, error, critical or none";
    }
}
