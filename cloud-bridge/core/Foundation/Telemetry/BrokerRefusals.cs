namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>What the bridge has turned away at its MQTT side since its start. Thread-safe.</summary>
public sealed class BrokerRefusals
{
    private long _logins;
    private long _topics;
    private long _oversize;
    private long _floods;
    private long _connections;
    private long _unknown;

    /// <summary>Clients without the right id, user name or password.</summary>
    public long Logins => Interlocked.Read(ref _logins);

    /// <summary>Publications and subscriptions outside a charger's own topics.</summary>
    public long Topics => Interlocked.Read(ref _topics);

    /// <summary>Connections closed because a packet was larger than allowed.</summary>
    public long Oversize => Interlocked.Read(ref _oversize);

    /// <summary>Connections closed because packets came faster than allowed.</summary>
    public long Floods => Interlocked.Read(ref _floods);

    /// <summary>Connections not taken because there were too many.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Status, live and log messages of chargers that nobody has added; an external broker may let them in.</summary>
    public long Unknown => Interlocked.Read(ref _unknown);

    public void CountLogin()
    {
        Interlocked.Increment(ref _logins);
    }

    public void CountTopic()
    {
        Interlocked.Increment(ref _topics);
    }

    public void CountOversize()
    {
        Interlocked.Increment(ref _oversize);
    }

    public void CountFlood()
    {
        Interlocked.Increment(ref _floods);
    }

    public void CountConnection()
    {
        Interlocked.Increment(ref _connections);
    }

    public void CountUnknown()
    {
        Interlocked.Increment(ref _unknown);
    }
}
