namespace Firmware.Core.Ports;

/// <summary>
/// HMAC-SHA256 (RFC 2104) under the charger's key. The key stays on the board's side of this port, so that no log or message of the
/// agent can hold it.
/// </summary>
public interface IRecordAuthenticator
{
    /// <summary>Writes the first 16 bytes of the HMAC of a part of a buffer into <paramref name="mac"/>.</summary>
    void ComputeMac(byte[] buffer, int offset, int count, byte[] mac);
}
