using CloudBridge.Core.Registry.Sites;
using CloudBridge.Core.Tariffs.Publishing;

namespace CloudBridge.Web.Api;

/// <summary>For whom and from when on, as a query says it.</summary>
/// <param name="Charger">One charger.</param>
/// <param name="Site">The chargers of a site.</param>
/// <param name="Connector">The chargers with a connector type.</param>
/// <param name="From">From this time on: local time of the tariff's zone, or UTC with a Z; now when it is left out.</param>
public sealed record TariffTarget(string? Charger, string? Site, string? Connector, string? From)
{
    /// <summary>As an order of whoever asks.</summary>
    internal TariffOrder By(HttpContext context)
    {
        return new TariffOrder(Charger, Site, Connector, From, context.User.Identity?.Name ?? "");
    }
}
