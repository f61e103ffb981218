using System.Security.Cryptography;
using Firmware.Core.Flash;
using Firmware.Core.Ports;

namespace Hardware.Virtual;

/// <summary>HMAC-SHA256 under the charger's key, cut to <see cref="RecordMac.Length"/> bytes.</summary>
public sealed class HmacAuthenticator : IRecordAuthenticator
{
    private readonly byte[] _key;

    /// <summary>An authenticator that keeps its own copy of the key.</summary>
    public HmacAuthenticator(ReadOnlySpan<byte> key)
    {
        _key = key.ToArray();
    }

    /// <inheritdoc/>
    public void ComputeMac(byte[] buffer, int offset, int count, byte[] mac)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, buffer.AsSpan(offset, count), hash);
        hash[..RecordMac.Length].CopyTo(mac);
    }
}
