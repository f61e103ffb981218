namespace CloudBridge.Core.Contract;

/// <summary>What can become of a message.</summary>
public enum IngestKind
{
    /// <summary>A session was billed.</summary>
    Billed,

    /// <summary>A session was kept, and is not billed until somebody has looked at it.</summary>
    Held,

    /// <summary>An alert was kept.</summary>
    AlertKept,

    /// <summary>The record had been taken before: nothing was changed.</summary>
    Repeated,

    /// <summary>The message could not be taken.</summary>
    Quarantined,

    /// <summary>The charger's status was replaced.</summary>
    StatusKept,

    /// <summary>A session was kept, and is not billed because nothing is to be paid for it.</summary>
    Waived,
}
