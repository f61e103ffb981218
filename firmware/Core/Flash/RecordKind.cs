namespace Firmware.Core.Flash;

/// <summary>Kinds of journal records. The numbers are on flash: they never change.</summary>
public enum RecordKind
{
    /// <summary>Counters that must outlive every deleted segment.</summary>
    State = 1,

    /// <summary>All durable records below a sequence have their receipt.</summary>
    Receipted = 2,

    /// <summary>Durable: summary of a session.</summary>
    Session = 3,

    /// <summary>Durable: a fault or event, raised or cleared.</summary>
    Alert = 4,

    /// <summary>The open session, whole.</summary>
    OpenSession = 5,

    /// <summary>One period of the open session as it stands, with the register.</summary>
    Checkpoint = 6,

    /// <summary>The open session is over, and its summary is not in the outbox yet.</summary>
    Ended = 7,
}
