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
    private readonly ConcurrentDictionary<string, RegisteredCharger> _known = new(StringComparer.Ordinal);

    /// <summary>The chargers in a database; <paramref name="isAnonymousAllowed"/> lets those without a password connect, which is for demos
    /// only.</summary>
    public ChargerRegistry(Database database, TimeProvider clock, bool isAnonymousAllowed = false)
    {
        _isAnonymousAllowed = isAnonymousAllowed;
        _database = database;
        _clock = clock;
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

    /// <summary>Whether a charger is known.</summary>
    public bool Has(string chargerId)
    {
        return Find(chargerId) != null;
    }

    /// <summary>A charger; null when nobody has added it, or its key cannot be read.</summary>
    public RegisteredCharger? Find(string chargerId)
    {
        if (_known.TryGetValue(chargerId, out RegisteredCharger? known))
        {
            return known;
        }

        using DbConnection connection = _database.Open();
        RegisteredCharger? read = connection
            .ReadRows<Row, RegisteredCharger>(
                "charger",
                "ChargerId",
                """
                SELECT charger_id AS ChargerId, device_key AS DeviceKey, password_hash AS PasswordHash
                FROM charger WHERE charger_id = @chargerId
                """,
                new { chargerId },
                row => new RegisteredCharger(row.ChargerId, Convert.FromHexString(row.DeviceKey), row.PasswordHash))
            .FirstOrDefault();
        return read == null ? null : _known.GetOrAdd(chargerId, read);
    }

    /// <summary>Whether somebody who says it is this charger may connect. A charger without a stored password gets in only where that is
    /// allowed.</summary>
    public bool Accepts(string chargerId, string? userName, string? password)
    {
        RegisteredCharger? charger = Find(chargerId);
        if (charger == null || (!string.IsNullOrEmpty(userName) && userName != chargerId))
        {
            return false;
        }

        return charger.PasswordHash == null
            ? _isAnonymousAllowed
            : userName == chargerId && password != null && PasswordHash.IsOf(charger.PasswordHash, password);
    }

    /// <summary>User names and salted password hashes of all chargers that have one, in order.</summary>
    public IReadOnlyList<(string ChargerId, string PasswordHash)> Credentials()
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<(string, string)>(
                "SELECT charger_id, password_hash FROM charger WHERE password_hash IS NOT NULL ORDER BY charger_id"),
        ];
    }

    /// <summary>All charger ids, in order.</summary>
    public IReadOnlyList<string> Ids()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<string>("SELECT charger_id FROM charger ORDER BY charger_id")];
    }

    private sealed record Row
    {
        public string ChargerId { get; init; } = "";

        public string DeviceKey { get; init; } = "";

        public string? PasswordHash { get; init; }
    }
}

/// <summary>A charger that may send.</summary>
/// <param name="ChargerId">Its id.</param>
/// <param name="DeviceKey">The key that proves its records.</param>
/// <param name="PasswordHash">Salted hash of its MQTT password; null when it has none.</param>
public sealed record RegisteredCharger(string ChargerId, byte[] DeviceKey, string? PasswordHash);
