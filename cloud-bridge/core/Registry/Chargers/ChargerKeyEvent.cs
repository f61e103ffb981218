namespace CloudBridge.Core.Registry.Chargers;

/// <summary>Something that was done about a charger's keys.</summary>
/// <param name="AtUtcMs">When, unix ms.</param>
/// <param name="Event">One of the words below. They are in the database and in the API: they never change.</param>
/// <param name="By">Who; empty for the charger itself.</param>
/// <param name="Reason">Why; may be empty.</param>
public sealed record ChargerKeyEvent(long AtUtcMs, string Event, string By, string Reason)
{
    /// <summary>New keys were made, and the old ones are good until the charger has used the new.</summary>
    public const string Renewed = "renewed";

    /// <summary>New keys were made, and the old ones ended with it.</summary>
    public const string Replaced = "replaced";

    /// <summary>The charger's keys are good for nothing any more.</summary>
    public const string Revoked = "revoked";

    /// <summary>The charger has come with its new password, and the old one lets nobody in any more.</summary>
    public const string PasswordUsed = "password used";

    /// <summary>The charger has proved a record with its new key, and the old one proves no later one.</summary>
    public const string KeyUsed = "key used";

    /// <summary>A sentence for people.</summary>
    public string InWords()
    {
        return Event switch
        {
            Renewed => "New keys, the old ones good until the charger has used the new",
            Replaced => "New keys, the old ones ended at once",
            Revoked => "Keys revoked",
            PasswordUsed => "The charger came with its new password: the old one has ended",
            KeyUsed => "The charger proved a record with its new key: the old one has ended",
            _ => Event,
        };
    }
}
