using CloudBridge.Chargers;
using CloudBridge.Publishing;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace CloudBridge.Api;

/// <summary>For whom and from when on, as a query says it.</summary>
/// <param name="Charger">One charger.</param>
/// <param name="Site">The chargers of a site.</param>
/// <param name="Connector">The chargers with a connector type.</param>
/// <param name="From">From this instant on, UTC; now when it is left out.</param>
/// <param name="Host">The bridge.</param>
/// <param name="Places">Sites and chargers.</param>
/// <param name="Clock">The bridge's clock.</param>
public sealed record TariffTarget(string? Charger, string? Site, string? Connector, string? From, BridgeHost Host, PlaceHistory Places, TimeProvider Clock)
{
    /// <summary>Reads it; false with the answer that says what is wrong.</summary>
    internal bool TryRead(out TariffScope? scope, out Instant from, out ProblemHttpResult? problem)
    {
        from = default;
        scope = TariffScope.Read(Charger, Site, Connector, out string defect);
        problem = scope == null ? TariffApi.Unclear(defect) : null;
        if (scope != null && Places.FindMissing(scope) is { } missing)
        {
            problem = TypedResults.Problem(missing, statusCode: StatusCodes.Status404NotFound);
        }

        Instant? start = Previews.PriceOutlook.ReadStart(From, DateTimeZone.Utc, Instant.FromDateTimeOffset(Clock.GetUtcNow()), out string startDefect);
        if (start == null)
        {
            problem ??= TariffApi.Unclear(startDefect);
        }

        from = start ?? default;
        return problem == null;
    }
}
