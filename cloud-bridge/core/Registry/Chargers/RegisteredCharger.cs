using CloudBridge.Core.Contract;

namespace CloudBridge.Core.Registry.Chargers;

/// <summary>A charger that may send, or might until its keys were revoked.</summary>
/// <param name="ChargerId">Its id.</param>
/// <param name="DeviceKey">The newest key that proves its records.</param>
/// <param name="PasswordHash">Salted hash of its newest MQTT password; null when it has none.</param>
public sealed record RegisteredCharger(string ChargerId, byte[] DeviceKey, string? PasswordHash)
{
    /// <summary>The keys before, newest first.</summary>
    public IReadOnlyList<FormerKey> FormerKeys { get; init; } = [];

    /// <summary>When its keys were revoked, unix ms; null when they were not.</summary>
    public long? RevokedUtcMs { get; init; }

    /// <summary>Whether nothing is taken from it.</summary>
    public bool IsRevoked => RevokedUtcMs != null;

    /// <summary>Whether a former key can still prove a record that is new: the charger has not used its newest yet.</summary>
    public bool IsRenewing => FormerKeys.Any(key => key.IsInUse);

    /// <summary>The keys that it may have: the newest, and while it has not used that, the ones before.</summary>
    public IEnumerable<byte[]> KeysInUse()
    {
        return FormerKeys.Where(key => key.IsInUse).Select(key => key.DeviceKey).Prepend(DeviceKey);
    }

    /// <summary>Whether one of its keys, also a former one, proves a record that was taken before. When a key had ended is asked once, when
    /// a record comes: what was taken stays proved, however clocks stood.</summary>
    public bool HasProved(DurableRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.IsProvedBy(DeviceKey) || FormerKeys.Any(key => record.IsProvedBy(key.DeviceKey));
    }

    /// <summary>Which of its keys proves a record that comes at a time (unix ms); null when none does that is good for it.</summary>
    public byte[]? KeyOf(DurableRecord record, long receivedUtcMs)
    {
        ArgumentNullException.ThrowIfNull(record);
        IEnumerable<byte[]> former = FormerKeys.Where(key => key.IsGoodFor(record.Sequence, receivedUtcMs)).Select(key => key.DeviceKey);
        return former.Prepend(DeviceKey).FirstOrDefault(key => record.IsProvedBy(key));
    }

    /// <summary>Hashes of the passwords that let it in.</summary>
    public IEnumerable<string> AdmittedHashes()
    {
        IEnumerable<string> former = FormerKeys.Where(key => key.IsAdmitted).Select(key => key.PasswordHash!);
        return IsRevoked ? [] : PasswordHash == null ? former : former.Prepend(PasswordHash);
    }
}
