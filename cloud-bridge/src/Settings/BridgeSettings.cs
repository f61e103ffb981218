using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using CloudBridge.HomeAssistant;
using CloudBridge.Mqtt;

namespace CloudBridge.Settings;

/// <summary>Everything an operator can choose about a bridge: the settings of its areas, gathered.</summary>
public sealed class BridgeSettings
{
    /// <summary>A SQLite file, made when it is not there, or a connection string of PostgreSQL.</summary>
    public string Database { get; set; } = "chargeagent.db";

    /// <summary>The MQTT broker: the bridge's own or another.</summary>
    public BrokerSettings Mqtt { get; init; } = new();

    /// <summary>Where pages and API are, and who gets in without signing in.</summary>
    public PagesSettings Pages { get; init; } = new();

    /// <summary>Whether and where Home Assistant is told of the chargers.</summary>
    public HomeSettings Home { get; init; } = new();

    /// <summary>What is told of the bridge's own state, and where.</summary>
    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>An OpenID provider through which people may sign in.</summary>
    public OidcSettings Oidc { get; init; } = new();

    /// <summary>Who runs the bridge and issues its bills.</summary>
    public OperatorSettings Operator { get; init; } = new();

    /// <summary>Which party the bridge is to OCPI partners.</summary>
    public OcpiSettings Ocpi { get; init; } = new();

    /// <summary>How messages about incidents leave the bridge.</summary>
    public NoticeSettings Notices { get; init; } = new();

    /// <summary>Bounds of the one writer.</summary>
    public WriterSettings Writer { get; init; } = new();

    /// <summary>The first setting that cannot be used, named, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        return string.IsNullOrWhiteSpace(Database)
            ? "Database is empty: give the path of a file, e.g. chargeagent.db"
            : Mqtt.FindDefect() ?? Pages.FindDefect() ?? Oidc.FindDefect() ?? Home.FindDefect() ?? Telemetry.FindDefect(Pages)
                ?? Notices.FindDefect() ?? Operator.FindDefect() ?? Ocpi.FindDefect() ?? Writer.FindDefect();
    }
}
