namespace CloudBridge.Core.Registry.Chargers;

/// <summary>A key of a charger that another has taken the place of. Records that it proved in its time stay proved.</summary>
/// <param name="DeviceKey">The key that proves records.</param>
/// <param name="PasswordHash">Salted hash of the MQTT password; null when it lets nobody in any more.</param>
/// <param name="EndSequence">The first record that the next key proved: this one proves none from there on. Null before that.</param>
/// <param name="EndedUtcMs">When it was ended at once, unix ms: nothing that came later is proved by it. Null when it was not.</param>
public sealed record FormerKey(byte[] DeviceKey, string? PasswordHash, long? EndSequence, long? EndedUtcMs)
{
    /// <summary>Whether it may prove a record of a sequence that was received at a time (unix ms).</summary>
    public bool IsGoodFor(long sequence, long receivedUtcMs)
    {
        return (EndSequence == null || sequence < EndSequence) && (EndedUtcMs == null || receivedUtcMs < EndedUtcMs);
    }

    /// <summary>Whether the charger may have it still: it has not used a newer one, and nobody has ended this.</summary>
    public bool IsInUse => EndSequence == null && EndedUtcMs == null;

    /// <summary>Whether its password still lets the charger in.</summary>
    public bool IsAdmitted => PasswordHash != null && EndedUtcMs == null;
}
