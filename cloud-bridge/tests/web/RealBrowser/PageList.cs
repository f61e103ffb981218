using CloudBridge.Core.Operations.Notices;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>
/// Every page of the bridge, taken from the paths that it answers, so that none is forgotten: whoever adds a page with parameters is told
/// by a
/// failing test to say here what they stand for.
/// </summary>
internal static class PageList
{
    // Asked for by themselves these say that there is no such page, or that an error happened.
    private static readonly string[] Problems = ["/not-found", "/error"];

    /// <summary>Paths with what their parameters stand for; pages with more than one face are there more than once.</summary>
    public static IReadOnlyList<string> All(SeasonStage stage)
    {
        return
        [
            .. stage
                .Host.Endpoints.OfType<RouteEndpoint>()
                .Where(IsPage)
                .SelectMany(page => PathsOf(page.RoutePattern.RawText!, stage))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Those of the pages that somebody gets to see.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(IBrowserContext profile, SeasonStage stage)
    {
        List<string> paths = [];
        foreach (string path in All(stage))
        {
            IAPIResponse answer = await profile.APIRequest.GetAsync(path, new APIRequestContextOptions { MaxRedirects = 0 });
            if (answer.Ok)
            {
                paths.Add(path);
            }
        }

        return paths;
    }

    private static bool IsPage(RouteEndpoint endpoint)
    {
        return endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() != null
            && !Problems.Contains("/" + endpoint.RoutePattern.RawText!.TrimStart('/'));
    }

    private static string[] PathsOf(string rawRoute, SeasonStage stage)
    {
        string route = "/" + rawRoute.TrimStart('/');
        return route switch
        {
            "/" => ["/", "/?page=2", "/?charger=nowhere"],
            "/accounts/{Id}" => ["/accounts/" + stage.Text("SELECT account_id FROM statement ORDER BY session_count DESC LIMIT 1")],
            "/alerts/{Number:long}" => ["/alerts/1"],
            "/b/{Link}" => [stage.Host.BillLinks.PathOf(stage.Text("SELECT bill_number FROM bill ORDER BY bill_number LIMIT 1"))],
            "/bills/{Number}" => [.. Bills(stage).Select(number => "/bills/" + number)],
            "/c/{Id}" => ["/c/" + SeasonStage.Charging, "/c/" + SeasonStage.Faulty, "/c/" + FirstCharger(stage)],
            "/chargers/{Id}" =>
            [
                "/chargers/" + SeasonStage.Charging,
                "/chargers/" + SeasonStage.Faulty,
                "/chargers/" + FirstCharger(stage),
            ],
            "/notices/confirm/{Token}" =>
            [
                ContactBook.ConfirmPath + stage.Host.Notices.Contacts.NewConfirmation(SeasonStage.UnconfirmedContact),
            ],
            "/notices/stop/{Link}" =>
            [
                stage.Host.Notices.StopLinks.Of(stage.Host.Notices.Contacts.Find(SeasonStage.ConfirmedContact)!).AbsolutePath,
            ],
            "/reports" => ["/reports", "/reports?from=2026-10&to=2026-10"],
            "/service/{Id}" => ["/service/" + SeasonStage.Charging, "/service/" + SeasonStage.Faulty],
            "/sign-in" => ["/sign-in", "/sign-in?problem=link"],
            "/sites/{Id}" => ["/sites/" + stage.Text("SELECT site_id FROM site ORDER BY site_id LIMIT 1")],
            "/statements/{Number}" =>
            [
                "/statements/" + stage.Text("SELECT statement_number FROM statement ORDER BY session_count DESC LIMIT 1"),
            ],
            "/tariffs/{Id}" => ["/tariffs/" + stage.Text("SELECT tariff_id FROM tariff ORDER BY tariff_id LIMIT 1")],
            "/tariffs/drafts/{Number:long}" => ["/tariffs/drafts/1", "/tariffs/drafts/1?month=2026-10", "/tariffs/drafts/2"],
            _ when !route.Contains('{', StringComparison.Ordinal) => [route],
            _ => throw new AssertFailedException($"Say in {nameof(PageList)} what stands for the parameters of {route}."),
        };
    }

    private static IEnumerable<string> Bills(SeasonStage stage)
    {
        yield return stage.Text("SELECT bill_number FROM bill ORDER BY bill_number LIMIT 1");
        foreach (string kind in new[] { "CreditNote", "Corrected" })
        {
            yield return stage.Text($"SELECT bill_number FROM bill WHERE kind LIKE '{kind}%' ORDER BY bill_number LIMIT 1");
        }
    }

    private static string FirstCharger(SeasonStage stage)
    {
        return stage.Text("SELECT charger_id FROM bill GROUP BY charger_id ORDER BY COUNT(*) DESC LIMIT 1");
    }
}
