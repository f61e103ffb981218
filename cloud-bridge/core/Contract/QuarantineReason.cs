namespace CloudBridge.Core.Contract;

/// <summary>Why a message could not be taken. The words are in the database and in the API: they never change.</summary>
/// <remarks>
/// None is answered with a receipt, because a receipt ends the charger's repeats for ever. But for <see cref="BridgeDefect"/> nobody can
/// say that the charger's key proves the record: it cannot be decoded, has no key to prove it, has the wrong code, or is a second record
/// of its sequence. Behind a defect of the bridge the proof may be right, and then the charger's repeat is what takes the record into its
/// place in the chain without a person, as soon as the bridge is mended. Waiting costs little: it holds up no record behind it. Where
/// quarantine has it whole the charger is told so, and may give it up when it has no more room.
/// </remarks>
public static class QuarantineReason
{
    /// <summary>It is not what its topic says: no JSON, a field missing or out of range.</summary>
    public const string Malformed = "Malformed";

    /// <summary>It is of a version that this bridge does not know.</summary>
    public const string UnknownVersion = "UnknownVersion";

    /// <summary>Nobody has added this charger.</summary>
    public const string UnknownCharger = "UnknownCharger";

    /// <summary>The charger's keys were revoked.</summary>
    public const string RevokedCharger = "RevokedCharger";

    /// <summary>Its authentication code is not the charger's.</summary>
    public const string WrongMac = "WrongMac";

    /// <summary>Another record of this sequence has been taken before.</summary>
    public const string ChangedRepeat = "ChangedRepeat";

    /// <summary>The bridge itself failed on it: a defect to report.</summary>
    public const string BridgeDefect = "BridgeDefect";

    /// <summary>What is said where a charger's quota is full.</summary>
    public const string FullInWords = "Quarantine is full of this charger's messages: from now on their content is not kept.";

    /// <summary>A sentence for people.</summary>
    public static string InWords(string reason)
    {
        return reason switch
        {
            Malformed => "The message cannot be read.",
            UnknownVersion => "The message is of a version that this bridge does not know; a newer bridge may.",
            UnknownCharger => "Nobody has added this charger (cloud-bridge charger add ID).",
            RevokedCharger => "This charger's keys were revoked: new ones are made with cloud-bridge charger renew ID.",
            WrongMac => "The authentication code is not this charger's: wrong device key, or a forged message.",
            ChangedRepeat => "Another record with this sequence has been taken before.",
            BridgeDefect => "The bridge itself failed on this message: please report it.",
            _ => reason,
        };
    }

    /// <summary>What is kept of a defect: which it was, and its words.</summary>
    public static string DetailOf(Exception defect)
    {
        return defect.GetType().Name + ": " + defect.Message;
    }
}
