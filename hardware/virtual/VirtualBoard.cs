using Firmware.Core.Ports;
using Hardware.Virtual.Link;

namespace Hardware.Virtual;

/// <summary>A board of which every part is virtual but the network.</summary>
public sealed class VirtualBoard : IBoard
{
    /// <summary>A board around a clock.</summary>
    public VirtualBoard(VirtualClock clock)
    {
        Clock = clock;
        StatusLights = new VirtualStatusLights(clock);
    }

    /// <summary>The clock.</summary>
    public VirtualClock Clock { get; }

    /// <summary>The sensor.</summary>
    public required Ina219Model PowerSensor { get; init; }

    /// <summary>The input lines.</summary>
    public VirtualConnectorInputs ConnectorInputs { get; init; } = new();

    /// <summary>The lights.</summary>
    public VirtualStatusLights StatusLights { get; }

    /// <summary>The flash chip.</summary>
    public VirtualFlash Flash { get; init; } = new();

    /// <summary>The network.</summary>
    public required VirtualLink Link { get; init; }

    /// <summary>The serial log.</summary>
    public VirtualLogSink LogSink { get; init; } = new();

    /// <summary>The key.</summary>
    public required HmacAuthenticator Authenticator { get; init; }

    /// <summary>The JSON library.</summary>
    public SystemTextJsonReader JsonReader { get; init; } = new();

    IClock IBoard.Clock
    {
        get { return Clock; }
    }

    IPowerSensor IBoard.PowerSensor
    {
        get { return PowerSensor; }
    }

    IConnectorInputs IBoard.ConnectorInputs
    {
        get { return ConnectorInputs; }
    }

    IStatusLights IBoard.StatusLights
    {
        get { return StatusLights; }
    }

    IFlashStore IBoard.Flash
    {
        get { return Flash; }
    }

    ILink IBoard.Link
    {
        get { return Link; }
    }

    ILogSink IBoard.LogSink
    {
        get { return LogSink; }
    }

    IRecordAuthenticator IBoard.Authenticator
    {
        get { return Authenticator; }
    }

    IJsonReader IBoard.JsonReader
    {
        get { return JsonReader; }
    }
}
