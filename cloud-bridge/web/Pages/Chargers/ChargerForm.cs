namespace CloudBridge.Web.Pages.Chargers;

/// <summary>What an operator typed about a charger.</summary>
public sealed class ChargerForm
{
    /// <summary>The site; empty for none.</summary>
    public string? SiteId { get; set; }

    /// <summary>ConnectorType of OCPI 2.2.1; empty to learn it from the charger.</summary>
    public string? ConnectorType { get; set; }
}
