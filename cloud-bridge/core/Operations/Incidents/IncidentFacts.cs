using System.Text.Json;
using System.Text.Json.Serialization;

namespace CloudBridge.Core.Operations.Incidents;

/// <summary>The figures of an incident, from which texts are made in whatever language. What does not apply is left out.</summary>
public sealed record IncidentFacts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>A sentence in English that was made where the incident was found.</summary>
    public string? Detail { get; init; }

    /// <summary>Vendor code of the charger's fault.</summary>
    public string? VendorCode { get; init; }

    /// <summary>Session id.</summary>
    public string? SessionId { get; init; }

    /// <summary>Energy of the session so far, in mWh.</summary>
    public long? EnergyMilliwattHours { get; init; }

    /// <summary>Cost of the session so far including VAT, in millionths of the currency.</summary>
    public long? CostInclMicros { get; init; }

    /// <summary>Currency by ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>Power, in mW.</summary>
    public long? PowerMilliwatts { get; init; }

    /// <summary>Energy price now, in millionths per kWh excluding VAT.</summary>
    public long? PriceMicros { get; init; }

    /// <summary>Energy price of the next step.</summary>
    public long? NextPriceMicros { get; init; }

    /// <summary>When the next step begins, unix ms.</summary>
    public long? NextUtcMs { get; init; }

    /// <summary>How many chargers it concerns.</summary>
    public long? ChargerCount { get; init; }

    /// <summary>How many chargers the site has.</summary>
    public long? SiteChargerCount { get; init; }

    /// <summary>Chargers it concerns, at most the first 20.</summary>
    public IReadOnlyList<string>? ChargerIds { get; init; }

    /// <summary>What was found out about the cause: PowerCut, NetworkOnly, ChargerDown or Unknown.</summary>
    public string? Verdict { get; init; }

    /// <summary>The figure that asks for maintenance, and its limit, in the unit that the cause names.</summary>
    public long? Measured { get; init; }

    /// <summary>Its limit.</summary>
    public long? Limit { get; init; }

    /// <summary>Records waiting on the charger.</summary>
    public long? RecordsWaiting { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote; figures that cannot be read keep nobody from the incident.</summary>
    public static IncidentFacts Of(string json)
    {
        try
        {
            return Parse(json);
        }
        catch (JsonException)
        {
            return new IncidentFacts { Detail = "Its figures cannot be read." };
        }
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    internal static IncidentFacts Parse(string json)
    {
        return JsonSerializer.Deserialize<IncidentFacts>(json, Json) ?? throw new JsonException("null is no facts");
    }

    /// <summary>Without costs and prices, for those who have nothing to do with money.</summary>
    public IncidentFacts WithoutMoney()
    {
        return this with { CostInclMicros = null, Currency = null, PriceMicros = null, NextPriceMicros = null };
    }

    /// <summary>As JSON, for the database.</summary>
    public string ToJson()
    {
        return JsonSerializer.Serialize(this, Json);
    }
}
