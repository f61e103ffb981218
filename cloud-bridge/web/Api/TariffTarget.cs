using CloudBridge.Core.Tariffs.Publishing;

namespace CloudBridge.Web.Api;

/// <summary>For whom and from when on, as a query says it.</summary>
public sealed record TariffTarget
{
    /// <summary>One charger.</summary>
    public string? Charger { get; init; }

    /// <summary>The chargers of a site.</summary>
    public string? Site { get; init; }

    /// <summary>The chargers with a connector type.</summary>
    public string? Connector { get; init; }

    /// <summary>From this time on: local time of the tariff's zone, or UTC with a Z; now when it is left out.</summary>
    public string? From { get; init; }

    /// <summary>As an order of whoever asks.</summary>
    internal TariffOrder By(HttpContext context)
    {
        return new TariffOrder(Charger, Site, Connector, From, context.User.Identity?.Name ?? "");
    }
}
