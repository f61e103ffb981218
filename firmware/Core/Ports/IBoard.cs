namespace Firmware.Core.Ports;

/// <summary>All that the agent knows of the hardware it runs on: one implementation for the ESP32, one for the virtual charger.</summary>
public interface IBoard
{
    /// <summary>Monotonic and wall time.</summary>
    IClock Clock { get; }

    /// <summary>The current and voltage sensor.</summary>
    IPowerSensor PowerSensor { get; }

    /// <summary>The input lines of the connector.</summary>
    IConnectorInputs ConnectorInputs { get; }

    /// <summary>Status lights and the fault output line.</summary>
    IStatusLights StatusLights { get; }

    /// <summary>The files that survive a power cut.</summary>
    IFlashStore Flash { get; }

    /// <summary>The connection to the broker.</summary>
    ILink Link { get; }

    /// <summary>The serial log.</summary>
    ILogSink LogSink { get; }

    /// <summary>The keyed hash that makes records evident of tampering.</summary>
    IRecordAuthenticator Authenticator { get; }

    /// <summary>The board's JSON library.</summary>
    IJsonReader JsonReader { get; }
}
