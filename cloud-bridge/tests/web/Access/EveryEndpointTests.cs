using System.Net;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Ingest;
using Microsoft.AspNetCore.Routing;

namespace CloudBridge.Tests.Web.Access;

/// <summary>Whoever adds a page finds it closed. Whoever opens one writes it down here.</summary>
[TestClass]
public sealed class EveryEndpointTests
{
    private static readonly string[] OpenToEveryone =
    [
        "/bridge.css",
        "/htmx.min.js",
        "/htmx-ext-sse.min.js",
        "/idiomorph-ext.min.js",
        "/live.js",
        "/live/{chargerId}",
        "/healthz",
        "/readyz",
        "/sign-in",
        "/sign-in/once/{token}",
        "/sign-out",
        "/b/{Link}",
        "/b/{link}.pdf",
        "/c/{Id}",
        "/api/v1/chargers/{id}/prices",
        "/not-found",
        "/error",
        "/notices/stop/{Link}",
        "/notices/stop/{link}/now",
        "/notices/confirm/{Token}",
    ];

    private static readonly string[] OpenToTechnicians =
    [
        "/alerts/log",
        "/alerts/{Number:long}",
        "/api/v1/incidents",
        "/api/v1/incidents/{id:long}",
        "/api/v1/incidents/{id:long}/acknowledge",
        "/held",
        "/quarantine",
        "/alerts",
        "/board",
        "/chargers",
        "/service",
        "/service/{Id}",
        "/live",
        "/api/v1/held",
        "/api/v1/quarantine",
        "/api/v1/alerts",
        "/api/v1/chargers",
        "/api/v1/broker/refusals",
        "/bills/{Number}",
        "/bills/{number}.pdf",
        "/bills/{number}.xml",
        "/chargers/{Id}",
        "/chargers/{id}/label.svg",
        "/my/password",
        "/my/notices",
        "/metrics",
    ];

    private static readonly string[] OpenToOwners =
    [
        "/bills/{Number}",
        "/bills/{number}.pdf",
        "/bills/{number}.xml",
        "/my",
        "/my/live",
        "/my/password",
        "/c/{id}/claim",
        "/statements",
        "/statements/{Number}",
        "/statements/{number}/{file}",
        "/my/notices",
    ];

    private static readonly string[] ForPrograms = ["/api", "/openapi", "/ocpi", "/metrics"];

    [TestMethod]
    public async Task Without_a_sign_in_only_the_written_list_is_open()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = bridge.Host.PagesAddress };

        List<string> open = [];
        foreach ((string route, string method, string path) in Paths(bridge))
        {
            HttpResponseMessage answer = await http.SendAsync(
                new HttpRequestMessage(new HttpMethod(method), path),
                HttpCompletionOption.ResponseHeadersRead);
            bool isSentToSignIn =
                answer.StatusCode == HttpStatusCode.Redirect
                && answer.Headers.Location!.ToString().StartsWith("/sign-in?return=", StringComparison.Ordinal);
            bool isRefused =
                answer.StatusCode == HttpStatusCode.Unauthorized
                && answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
            if (ForPrograms.Any(root => route.StartsWith(root, StringComparison.Ordinal)) ? !isRefused : !isSentToSignIn)
            {
                open.Add(route);
            }
        }

        CollectionAssert.AreEquivalent(OpenToEveryone, open.Distinct().ToArray(), string.Join(' ', open));
    }

    [TestMethod]
    [DataRow(Role.Technician)]
    [DataRow(Role.Owner)]
    public async Task A_role_opens_what_is_written_for_it_and_nothing_else(string role)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http(role);

        List<string> open = [];
        foreach ((string route, string method, string path) in Paths(bridge).Where(entry => !OpenToEveryone.Contains(entry.Route)))
        {
            HttpResponseMessage answer = await http.SendAsync(
                new HttpRequestMessage(new HttpMethod(method), path),
                HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode != HttpStatusCode.Forbidden)
            {
                open.Add(route);
            }
        }

        CollectionAssert.AreEquivalent(
            role == Role.Owner ? OpenToOwners : OpenToTechnicians,
            open.Distinct().ToArray(),
            string.Join(' ', open));
    }

    [TestMethod]
    public async Task A_path_that_is_not_there_tells_a_stranger_nothing()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = bridge.Host.PagesAddress };

        Assert.AreEqual(HttpStatusCode.Redirect, (await http.GetAsync("/nothing")).StatusCode);
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/v1/nothing")).StatusCode);
    }

    private static IEnumerable<(string Route, string Method, string Path)> Paths(RunningBridge bridge)
    {
        foreach (RouteEndpoint endpoint in bridge.Host.Endpoints.OfType<RouteEndpoint>())
        {
            string route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            string path =
                "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(PartOf))));
            foreach (string method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                yield return (route, method, path);
            }
        }
    }

    // Whole numbers fit every parameter, and are no bill, tariff or link.
    private static string PartOf(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPart part)
    {
        return part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            _ => "1",
        };
    }
}
