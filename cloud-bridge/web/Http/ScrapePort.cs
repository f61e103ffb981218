using CloudBridge.Core.Foundation.Telemetry;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CloudBridge.Web.Http;

/// <summary>A second address, on which /metrics is answered without a sign-in and nothing else at all. Only where setting MetricsUrl names
/// one.</summary>
public static class ScrapePort
{
    /// <summary>What the server listens on beside the pages.</summary>
    public static string[] UrlsOf(TelemetrySettings settings)
    {
        return settings.MetricsUrl.Length == 0 ? [] : [settings.MetricsUrl];
    }

    /// <summary>Answers there, before anything of the pages has a say.</summary>
    public static void Use(WebApplication app, TelemetrySettings settings)
    {
        if (settings.MetricsUrl.Length > 0)
        {
            app.MapWhen(IsScrape, scrape => scrape.UseOpenTelemetryPrometheusScrapingEndpoint());
        }
    }

    /// <summary>Where the started server is scraped; null where it is not.</summary>
    public static Uri? AddressOf(WebApplication app, TelemetrySettings settings)
    {
        return settings.MetricsUrl.Length == 0 ? null : new Uri(Addresses(app.Services).Last());
    }

    // By the port that the connection came in on; what the request says of its host proves nothing.
    private static bool IsScrape(HttpContext context)
    {
        return context.Connection.LocalPort == new Uri(Addresses(context.RequestServices).Last()).Port;
    }

    private static ICollection<string> Addresses(IServiceProvider services)
    {
        return services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
    }
}
