namespace Hardware.Bench.Chaos.Mishaps;

/// <summary>What is done to chargers, network, broker and bridge. Each is counted.</summary>
public enum Mishap
{
    /// <summary>The bridge's process got SIGKILL.</summary>
    BridgeKilled,

    /// <summary>The broker's process got SIGKILL.</summary>
    BrokerKilled,

    /// <summary>The database server with all its processes got SIGKILL.</summary>
    DatabaseKilled,

    /// <summary>A charger lost its power at an instant.</summary>
    PowerCut,

    /// <summary>A charger lost its power in the middle of a write to its flash.</summary>
    WriteTorn,

    /// <summary>A charger's TCP connection was reset.</summary>
    LinkCut,

    /// <summary>A record did not reach the broker.</summary>
    MessageDropped,

    /// <summary>A record or receipt came twice.</summary>
    MessageDuplicated,

    /// <summary>A record or receipt was overtaken by the next one.</summary>
    MessageReordered,

    /// <summary>A record or receipt, and all behind it, came late.</summary>
    MessageDelayed,

    /// <summary>The broker's acknowledgement did not reach the charger.</summary>
    AcknowledgementDropped,

    /// <summary>The bridge's receipt did not reach the charger.</summary>
    ReceiptDropped,

    /// <summary>A charger got a receipt for a record that the bridge need not have.</summary>
    ReceiptForged,

    /// <summary>A charger told, with its right key, a session that cannot have been.</summary>
    RecordAbsurd,

    /// <summary>The sensor did not answer for less than two seconds.</summary>
    SensorGap,

    /// <summary>The sensor did not answer for long.</summary>
    SensorLost,

    /// <summary>The sensor flagged an overflow for a while.</summary>
    SensorOverflow,

    /// <summary>A charger booted without knowing the time.</summary>
    ClockUnknown,

    /// <summary>A charger's wall clock jumped.</summary>
    ClockJump,

    /// <summary>A connector overheated, and the charger interrupted the session.</summary>
    Overheated,
}
