namespace Firmware.Core.Messaging;

/// <summary>From the bridge: a durable record is committed and may be deleted, or is kept though it cannot be taken. Also the JSON object
/// on the wire.</summary>
public sealed class ReceiptMessage
{
    /// <summary>Sequence of the record.</summary>
    public long Sequence { get; set; }

    /// <summary>Its authentication code: a receipt for something else is ignored. Empty when the record is only kept.</summary>
    public string Mac { get; set; } = "";

    /// <summary>The authentication code of a record that the bridge cannot take and has whole in quarantine; empty in a receipt.</summary>
    public string Kept { get; set; } = "";

    /// <summary>Proves that the bridge has sent it: one code or more of 32 hexadecimal digits; empty from an old bridge.</summary>
    public string Proof { get; set; } = "";
}
