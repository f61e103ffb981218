using System.Globalization;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Operations.Incidents;

namespace CloudBridge.Web.Pages.Incidents;

/// <summary>The facts of an incident as a page shows them.</summary>
public static class IncidentFigures
{
    /// <summary>Names and values of what is known; costs and prices only for whom they are.</summary>
    public static IEnumerable<(string Name, string Value)> Of(IncidentFacts facts, string timeZone, bool hasMoney)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return All(hasMoney ? facts : facts.WithoutMoney(), timeZone)
            .Where(figure => !string.IsNullOrEmpty(figure.Value))
            .Select(figure => (figure.Name, figure.Value!));
    }

    private static IEnumerable<(string Name, string? Value)> All(IncidentFacts facts, string timeZone)
    {
        yield return ("Found", facts.Detail);
        yield return ("Code", facts.VendorCode);
        yield return ("Session", facts.SessionId);
        yield return ("Energy so far", facts.EnergyMilliwattHours is long energy ? Quantity.Energy(energy) : null);
        yield return ("Cost so far", facts.CostInclMicros is long cost ? $"{Fixed(cost)} {facts.Currency} including VAT" : null);
        yield return ("Power", facts.PowerMilliwatts is long power ? Fixed(power) + " kW" : null);
        yield return (
            "Price now",
            facts.PriceMicros is long price ? $"{Quantity.Price(price, 2)} {facts.Currency} per kWh without VAT" : null);
        yield return (
            "Price then",
            facts.NextPriceMicros is long next ? $"{Quantity.Price(next, 2)} {facts.Currency} per kWh without VAT" : null);
        yield return ("Then", facts.NextUtcMs is long at ? Quantity.Time(at, timeZone) : null);
        yield return ("Chargers", facts.ChargerCount is long count ? $"{count} of {facts.SiteChargerCount}" : null);
        yield return (
            "Which",
            facts.ChargerIds == null
                ? null
                : string.Join(", ", facts.ChargerIds) + (facts.ChargerCount > facts.ChargerIds.Count ? " and others" : ""));
        yield return ("It was", IncidentWords.Verdict(facts.Verdict));
        yield return ("Measured", facts.Measured?.ToString(CultureInfo.InvariantCulture));
        yield return ("Records waiting", facts.RecordsWaiting?.ToString(CultureInfo.InvariantCulture));
        yield return ("Limit", facts.Limit?.ToString(CultureInfo.InvariantCulture));
    }

    private static string Fixed(long millionths)
    {
        return (millionths / 1000000m).ToString("0.00", CultureInfo.InvariantCulture);
    }
}
