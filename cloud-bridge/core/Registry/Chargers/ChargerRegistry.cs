using System.Collections.Concurrent;
using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using Dapper;
using Firmware.Core.Ports;
using Firmware.Core.Promises;

namespace CloudBridge.Core.Registry.Chargers;

/// <summary>
/// The chargers that may send, with the keys that prove their records. A charger that another process has added is found too, because what
/// is not in memory is looked up.
/// </summary>
public sealed class ChargerRegistry
{
    /// <summary>Bytes of a device key.</summary>
    public const int DeviceKeyLength = 32;

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly bool _isAnonymousAllowed;
    private readonly ChargerKeys _keys;
    private readonly ConcurrentDictionary<string, RegisteredCharger> _known = new(StringComparer.Ordinal);
    private long _changeNumber;

    /// <summary>The chargers in a database; <paramref name="isAnonymousAllowed"/> lets those without a password connect, which is for demos
    /// only.</summary>
    public ChargerRegistry(Database database, TimeProvider clock, bool isAnonymousAllowed = false)
    {
        _isAnonymousAllowed = isAnonymousAllowed;
        _database = database;
        _clock = clock;
        _keys = new ChargerKeys(database, clock);
    }

    /// <summary>Adds a charger with its device key, and a password that the embedded broker then asks for; false when the id is
    /// taken.</summary>
    public bool TryAdd(string chargerId, byte[] deviceKey, string? password = null)
    {
        Guard.IsTrue(Topics.IsChargerId(chargerId), "a charger id is 1 to 36 of A-Z a-z 0-9 . _ -");
        Guard.InRange(deviceKey.Length, DeviceKeyLength, DeviceKeyLength, nameof(deviceKey));
        string? passwordHash = password == null ? null : PasswordHash.Of(password);
        using DbConnection connection = _database.Open();
        int added = connection.Execute(
            "INSERT INTO charger (charger_id, device_key, password_hash, added_utc_ms) VALUES (@chargerId, @key, @passwordHash, @nowMs) "
                + "ON CONFLICT DO NOTHING",
            new
            {
                chargerId,
                key = Convert.ToHexStringLower(deviceKey),
                passwordHash,
                nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
            });
        if (added == 1)
        {
            _known[chargerId] = new RegisteredCharger(chargerId, [.. deviceKey], passwordHash);
        }

        return added == 1;
    }

    /// <summary>Whether a charger is known, also one whose keys are revoked.</summary>
    public bool Has(string chargerId)
    {
        return Find(chargerId) != null;
    }

    /// <summary>Whether something is taken from a charger: it is known, and its keys are not revoked.</summary>
    public bool MaySend(string chargerId)
    {
        return Find(chargerId) is { IsRevoked: false };
    }

    /// <summary>A charger, also one whose keys are revoked; null when nobody has added it, or its key cannot be read.</summary>
    public RegisteredCharger? Find(string chargerId)
    {
        if (_known.TryGetValue(chargerId, out RegisteredCharger? known))
        {
            return known;
        }

        long before = Interlocked.Read(ref _changeNumber);
        using DbConnection connection = _database.Open();
        RegisteredCharger? read = Read(connection, chargerId);
        if (read != null)
        {
            _known[chargerId] = read;
            // What was changed while it was read would stay as it was.
            if (Interlocked.Read(ref _changeNumber) != before)
            {
                _known.TryRemove(chargerId, out _);
            }
        }

        return read;
    }

    /// <summary>Counts up with each change of keys that was seen here.</summary>
    public long ChangeNumber => Interlocked.Read(ref _changeNumber);

    /// <summary>Forgets of memory what was changed about keys since the last call, by whichever process, so that it is read again; the
    /// chargers it is about.</summary>
    public IReadOnlyList<string> Refresh()
    {
        (long number, IReadOnlyList<string> changed) = _keys.ChangesAfter(Interlocked.Read(ref _changeNumber));
        Interlocked.Exchange(ref _changeNumber, number);
        foreach (string chargerId in changed)
        {
            _known.TryRemove(chargerId, out _);
        }

        return changed;
    }

    /// <summary>
    /// The hash that lets somebody in who says it is this charger; null when none does. A charger without a stored password gets in only
    /// where that is allowed, and then by an empty hash.
    /// </summary>
    public string? HashAccepting(string chargerId, string? userName, string? password)
    {
        RegisteredCharger? charger = Find(chargerId);
        if (charger == null || charger.IsRevoked || (!string.IsNullOrEmpty(userName) && userName != chargerId))
        {
            return null;
        }

        if (charger.PasswordHash == null)
        {
            return _isAnonymousAllowed ? "" : null;
        }

        string? accepting = userName == chargerId && password != null
            ? charger.AdmittedHashes().FirstOrDefault(hash => PasswordHash.IsOf(hash, password))
            : null;
        if (accepting == charger.PasswordHash && charger.FormerKeys.Any(key => key.PasswordHash != null))
        {
            _keys.EndFormerPasswords(chargerId, accepting!);
            _known.TryRemove(chargerId, out _);
        }

        return accepting;
    }

    /// <summary>Whether a hash that let a charger in would do so still.</summary>
    public bool IsAdmitted(string chargerId, string hash)
    {
        return Find(chargerId) is { IsRevoked: false } charger
            && (hash.Length == 0 ? charger.PasswordHash == null : charger.AdmittedHashes().Contains(hash));
    }

    /// <summary>User names and salted password hashes of all chargers that may send and have one, in order.</summary>
    public IReadOnlyList<(string ChargerId, string PasswordHash)> Credentials()
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<(string, string)>(
                "SELECT charger_id, password_hash FROM charger WHERE password_hash IS NOT NULL AND revoked_utc_ms IS NULL "
                    + "ORDER BY charger_id"),
        ];
    }

    /// <summary>All charger ids, in order.</summary>
    public IReadOnlyList<string> Ids()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<string>("SELECT charger_id FROM charger ORDER BY charger_id")];
    }

    /// <summary>A charger with its keys as they are stored now; null when nobody has added it, or its key cannot be read.</summary>
    public static RegisteredCharger? Read(DbConnection connection, string chargerId)
    {
        ArgumentNullException.ThrowIfNull(connection);
        IReadOnlyList<FormerKey> former = connection.ReadRows<Row, FormerKey>(
            "charger_former_key",
            "KeyId",
            """
            SELECT charger_id || '/' || CAST(key_number AS TEXT) AS KeyId, device_key AS DeviceKey, password_hash AS PasswordHash,
                   end_sequence AS EndSequence, ended_utc_ms AS EndedUtcMs
            FROM charger_former_key WHERE charger_id = @chargerId ORDER BY key_number DESC
            """,
            new { chargerId },
            row => new FormerKey(Convert.FromHexString(row.DeviceKey), row.PasswordHash, row.EndSequence, row.EndedUtcMs));
        return connection
            .ReadRows<Row, RegisteredCharger>(
                "charger",
                "ChargerId",
                """
                SELECT charger_id AS ChargerId, device_key AS DeviceKey, password_hash AS PasswordHash, revoked_utc_ms AS EndedUtcMs
                FROM charger WHERE charger_id = @chargerId
                """,
                new { chargerId },
                row => new RegisteredCharger(row.ChargerId, Convert.FromHexString(row.DeviceKey), row.PasswordHash)
                {
                    FormerKeys = former,
                    RevokedUtcMs = row.EndedUtcMs,
                })
            .FirstOrDefault();
    }

    private sealed record Row
    {
        public string ChargerId { get; init; } = "";

        public string KeyId { get; init; } = "";

        public string DeviceKey { get; init; } = "";

        public string? PasswordHash { get; init; }

        public long? EndSequence { get; init; }

        public long? EndedUtcMs { get; init; }
    }
}
