using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Web.Ocpi;

/// <summary>A Location with its EVSEs. Each level was last updated when it, or what is below it, was (OCPI 2.2.1, 8.2.1).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Json">It, without EVSEs and times until it is stamped.</param>
/// <param name="Evses">Its EVSEs.</param>
public sealed record OcpiLocation(string Id, JsonObject Json, IReadOnlyList<OcpiEvse> Evses)
{
    /// <summary>When it was last updated, unix ms.</summary>
    public long UpdatedUtcMs { get; private set; }

    /// <summary>Puts everything together with its times.</summary>
    internal void Stamp(long ownUtcMs, Func<OcpiEvse, (long StatusUtcMs, long ConnectorUtcMs)> timesOf)
    {
        UpdatedUtcMs = ownUtcMs;
        JsonArray evses = [];
        foreach (OcpiEvse evse in Evses)
        {
            (long statusUtcMs, long connectorUtcMs) = timesOf(evse);
            evse.Stamp(statusUtcMs, connectorUtcMs);
            UpdatedUtcMs = Math.Max(UpdatedUtcMs, evse.UpdatedUtcMs);
            evses.Add(evse.Json);
        }

        Json["evses"] = evses;
        Json["last_updated"] = TimeOf(UpdatedUtcMs);
    }

    /// <summary>A time as OCPI writes it.</summary>
    internal static string TimeOf(long utcMs)
    {
        return InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeMilliseconds(utcMs));
    }
}

/// <summary>An EVSE with its connector.</summary>
/// <param name="Id">Location and uid, parted by a slash.</param>
/// <param name="Status">Its status.</param>
/// <param name="Json">It, without status, connector and times until it is stamped.</param>
/// <param name="Connector">Its one connector.</param>
public sealed record OcpiEvse(string Id, string Status, JsonObject Json, JsonObject Connector)
{
    /// <summary>When it was last updated, unix ms.</summary>
    public long UpdatedUtcMs { get; private set; }

    /// <summary>Its uid.</summary>
    public string Uid => Id[(Id.IndexOf('/', StringComparison.Ordinal) + 1)..];

    internal void Stamp(long statusUtcMs, long connectorUtcMs)
    {
        UpdatedUtcMs = Math.Max(statusUtcMs, connectorUtcMs);
        Connector["last_updated"] = OcpiLocation.TimeOf(connectorUtcMs);
        Json["status"] = Status;
        Json["connectors"] = new JsonArray(Connector);
        Json["last_updated"] = OcpiLocation.TimeOf(UpdatedUtcMs);
    }
}
