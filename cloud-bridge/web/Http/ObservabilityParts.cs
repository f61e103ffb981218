using System.Diagnostics;
using System.Diagnostics.Metrics;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Web.Access;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CloudBridge.Web.Http;

/// <summary>Puts metrics and traces into the server: both stay here, read at /metrics, until setting OtlpEndpoint names where they are
/// sent.</summary>
public static class ObservabilityParts
{
    private const string HttpMeter = "Microsoft.AspNetCore.Hosting";
    private const string KestrelMeter = "Microsoft.AspNetCore.Server.Kestrel";
    private const string HttpSource = "Microsoft.AspNetCore";

    // Every label of the bridge has a written list of values; HTTP has a series for each route, method and status.
    private const int SeriesMax = 100;
    private const int HttpSeriesMax = 1000;

    /// <summary>Registers everything for the instruments of one bridge.</summary>
    public static void AddObservability(
        this IServiceCollection services,
        TelemetrySettings settings,
        BridgeMeter meter)
    {
        services.AddSingleton(meter);
        // The framework's own, named here so that this bridge's requests are told from those of another in the process.
        ActivitySource http = new(HttpSource);
        services.AddSingleton(http);
        OpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("chargeagent-bridge", serviceVersion: meter.Meter.Version))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(BridgeMeter.Name, HttpMeter, KestrelMeter).AddRuntimeInstrumentation().AddPrometheusExporter();
                if (settings.OtlpEndpoint.Length > 0)
                {
                    metrics.AddOtlpExporter(options => PointTo(options, settings, "v1/metrics"));
                }
            });
        services.ConfigureOpenTelemetryMeterProvider((parts, metrics) => metrics.AddView(
            instrument => StreamOf(instrument, meter, parts.GetRequiredService<IMeterFactory>())));
        if (settings.OtlpEndpoint.Length > 0)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(BridgeMeter.Name)
                .AddAspNetCoreInstrumentation(options => options.EnrichWithHttpResponse = HideSecrets)
                .AddProcessor(_ => new OwnActivities(ExporterOf(settings), meter.Activities, http)));
        }
    }

    /// <summary>Maps the metrics, for operators, technicians and programs with such a role.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        app.MapPrometheusScrapingEndpoint(ApiPath.Metrics).RequireAuthorization(Policy.Technicians);
    }

    // The library keeps room for 2,000 series of each instrument from the start, some 10 MB for a bridge; no label here has so many values.
    private static MetricStreamConfiguration StreamOf(Instrument instrument, BridgeMeter meter, IMeterFactory factory)
    {
        return IsOwn(instrument, meter, factory)
            ? new MetricStreamConfiguration { CardinalityLimit = instrument.Meter.Name == HttpMeter ? HttpSeriesMax : SeriesMax }
            : MetricStreamConfiguration.Drop;
    }

    // A process may run several bridges, and a listener hears the instruments of all.
    private static bool IsOwn(Instrument instrument, BridgeMeter meter, IMeterFactory factory)
    {
        return instrument.Meter.Name switch
        {
            BridgeMeter.Name => instrument.Meter == meter.Meter,
            HttpMeter or KestrelMeter => instrument.Meter.Scope == factory,
            _ => true,
        };
    }

    // Links to bills and sign-in links are secrets that stand in the path.
    private static void HideSecrets(Activity activity, HttpResponse response)
    {
        string route = (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        activity.SetTag("url.path", route);
        activity.SetTag("url.query", null);
    }

    private static OtlpTraceExporter ExporterOf(TelemetrySettings settings)
    {
        OtlpExporterOptions options = new();
        PointTo(options, settings, "v1/traces");
        return new OtlpTraceExporter(options);
    }

    private static void PointTo(OtlpExporterOptions options, TelemetrySettings settings, string path)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(settings.OtlpEndpoint.TrimEnd('/') + "/" + path);
        // The standard's variable: a key for the receiver must not stand in a settings file.
        options.Headers = Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_HEADERS") ?? "";
    }
}
