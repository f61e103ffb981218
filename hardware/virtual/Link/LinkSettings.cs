namespace Hardware.Virtual.Link;

/// <summary>How a virtual charger reaches its broker.</summary>
public sealed class LinkSettings
{
    /// <summary>Name or address of the broker.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>TCP port of the broker.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>The charger's id: MQTT client id, user name, and part of every topic.</summary>
    public required string ChargerId { get; init; }

    /// <summary>The charger's password; empty for none.</summary>
    public string Password { get; init; } = "";

    /// <summary>Longest time between two packets, in s, before the broker takes the charger for dead.</summary>
    public int KeepAliveSeconds { get; init; } = 20;

    /// <summary>How long the broker may take over an acknowledgement, in ms; the connection is given up after that.</summary>
    public int AnswerTimeoutMs { get; init; } = 10000;

    /// <summary>Pause before the first attempt to reconnect, in ms; it doubles with each failure.</summary>
    public int BackOffMinMs { get; init; } = 250;

    /// <summary>Longest pause between two attempts, in ms.</summary>
    public int BackOffMaxMs { get; init; } = 30000;

    /// <summary>
    /// Shortest real time between two live messages, in ms. Virtual time outruns the network: of those that come faster only the newest
    /// is sent.
    /// </summary>
    public int LiveIntervalMs { get; init; } = 250;
}
