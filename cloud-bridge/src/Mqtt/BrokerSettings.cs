using System.Net;

namespace CloudBridge.Mqtt;

/// <summary>The MQTT broker: the bridge's own or another. Out of range means refused at start, never adjusted.</summary>
public sealed class BrokerSettings
{
    /// <summary>An external MQTT broker as HOST:PORT; empty means the embedded broker.</summary>
    public string Broker { get; set; } = "";

    /// <summary>User name at the external broker; empty means none.</summary>
    public string BrokerUser { get; set; } = "";

    /// <summary>Password at the external broker.</summary>
    public string BrokerPassword { get; set; } = "";

    /// <summary>PEM file with the authority of that broker's certificate, or "system" for those this machine trusts; empty means no
    /// TLS.</summary>
    public string BrokerCaFile { get; set; } = "";

    /// <summary>Client id at that broker; each bridge of several at one broker needs its own.</summary>
    public string BrokerClientId { get; set; } = "chargeagent-bridge";

    /// <summary>Group of a shared subscription: its bridges share the messages; empty means each bridge gets all.</summary>
    public string BrokerShareGroup { get; set; } = "";

    /// <summary>IP address the embedded broker listens on.</summary>
    public string MqttBind { get; set; } = "127.0.0.1";

    /// <summary>Port the embedded broker listens on; 0 is any free port.</summary>
    public int MqttPort { get; set; } = 1883;

    /// <summary>PEM file with the certificate the embedded broker shows; empty means no TLS.</summary>
    public string MqttCertificateFile { get; set; } = "";

    /// <summary>PEM file with the key of that certificate.</summary>
    public string MqttKeyFile { get; set; } = "";

    /// <summary>Connections the embedded broker takes at the same time.</summary>
    public int MqttConnectionsMax { get; set; } = 10000;

    /// <summary>Connections of one address among them, so that nobody takes all; chargers behind one router have one. Loopback may take
    /// all.</summary>
    public int MqttConnectionsPerAddress { get; set; } = 1000;

    /// <summary>Bytes of one MQTT packet: the largest message with its topic.</summary>
    public int MqttPacketBytesMax { get; set; } = 66560;

    /// <summary>Packets a client may send in a second on average; 0 is any number.</summary>
    public int MqttPacketsPerSecondMax { get; set; } = 50;

    /// <summary>Whether chargers that were added without a password may connect; for demos only.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>Whether what chargers say of the time counts when the bridge judges its own clock.</summary>
    public bool ChargerClocks { get; set; } = true;

    /// <summary>Whether it counts here: where anybody can be a charger, nobody's word does, and of another broker nobody knows whom it lets
    /// in.</summary>
    public bool AreChargerClocksHeard => ChargerClocks && !AllowAnonymous && IsBrokerEmbedded;

    /// <summary>Whether the bridge runs its own broker.</summary>
    public bool IsBrokerEmbedded => Broker.Length == 0;

    /// <summary>The first setting that cannot be used, named, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        if (!IsBrokerEmbedded && !TryGetBroker(out _, out _))
        {
            return $"Broker is '{Broker}': give HOST:PORT, e.g. broker.example.org:1883, or leave it empty for the embedded broker";
        }

        if (BrokerClientId.Length is 0 or > 64)
        {
            return "BrokerClientId must have 1 to 64 characters";
        }

        if (BrokerShareGroup.AsSpan().IndexOfAny("/+#") >= 0)
        {
            return $"BrokerShareGroup is '{BrokerShareGroup}': give a name without / + #";
        }

        if (!IPAddress.TryParse(MqttBind, out _))
        {
            return $"MqttBind is '{MqttBind}': give an IP address, e.g. 127.0.0.1 for this machine only or 0.0.0.0 for all";
        }

        if (MqttPort is < 0 or > 65535)
        {
            return $"MqttPort is {MqttPort}: give 1 to 65535, or 0 for any free port";
        }

        if ((MqttCertificateFile.Length == 0) != (MqttKeyFile.Length == 0))
        {
            return "MqttCertificateFile and MqttKeyFile belong together: give both or none";
        }

        if (MqttConnectionsMax is < 1 or > 1000000)
        {
            return $"MqttConnectionsMax is {MqttConnectionsMax}: give 1 to 1000000";
        }

        if (MqttConnectionsPerAddress is < 1 or > 1000000)
        {
            return $"MqttConnectionsPerAddress is {MqttConnectionsPerAddress}: give 1 to 1000000";
        }

        if (MqttPacketBytesMax is < 8192 or > 1048576)
        {
            return $"MqttPacketBytesMax is {MqttPacketBytesMax}: give 8192 to 1048576";
        }

        if (MqttPacketsPerSecondMax is < 0 or > 100000)
        {
            return $"MqttPacketsPerSecondMax is {MqttPacketsPerSecondMax}: give 1 to 100000, or 0 for any number";
        }

        return null;
    }

    /// <summary>Host and port of the external broker; false when the setting names none.</summary>
    public bool TryGetBroker(out string host, out int port)
    {
        int colon = Broker.LastIndexOf(':');
        host = colon > 0 ? Broker[..colon] : "";
        port = 0;
        return host.Length > 0 && int.TryParse(Broker[(colon + 1)..], out port) && port is > 0 and <= 65535;
    }
}
