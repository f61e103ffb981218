using Firmware.Core.Connector;
using Firmware.Core.Ports;

namespace Hardware.Bench.Demo;

/// <summary>What can be seen of a charger at one instant. Immutable, so that the screen reads it while the charger runs on.</summary>
public sealed record ChargerView
{
    /// <summary>Charger id.</summary>
    public required string ChargerId { get; init; }

    /// <summary>What is or will be plugged in.</summary>
    public required string VehicleName { get; init; }

    /// <summary>Virtual time, UTC in unix ms.</summary>
    public long UtcMs { get; init; }

    /// <summary>Whether the broker is reached.</summary>
    public bool IsOnline { get; init; }

    /// <summary>Connector status.</summary>
    public ConnectorStatus Status { get; init; }

    /// <summary>The worst fault's name; empty without one.</summary>
    public string Fault { get; init; } = "";

    /// <summary>The lights that are on, or were within the last cycle of their pattern.</summary>
    public StatusOutputs Lit { get; init; }

    /// <summary>Those of them that blink.</summary>
    public StatusOutputs Blinking { get; init; }

    /// <summary>Power in mW.</summary>
    public long PowerMilliwatts { get; init; }

    /// <summary>Current in mA.</summary>
    public int CurrentMilliamps { get; init; }

    /// <summary>Whether a session runs.</summary>
    public bool IsSessionOpen { get; init; }

    /// <summary>Duration of the session in ms.</summary>
    public long DurationMs { get; init; }

    /// <summary>Energy of the session in mWh.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>Cost so far including VAT in micro-units; -1 when unknown.</summary>
    public long CostInclMicros { get; init; } = -1;

    /// <summary>Price per kWh now, excluding VAT, in micro-units; -1 when energy has none.</summary>
    public long PriceMicros { get; init; } = -1;

    /// <summary>Price per kWh from <see cref="NextPriceUtcMs"/> on.</summary>
    public long NextPriceMicros { get; init; } = -1;

    /// <summary>When prices may change next, UTC in unix ms.</summary>
    public long NextPriceUtcMs { get; init; }

    /// <summary>Currency of the tariff; empty without one.</summary>
    public string Currency { get; init; } = "";
}
