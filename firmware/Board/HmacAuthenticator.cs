using System;
using System.Security.Cryptography;
using Firmware.Core.Ports;

namespace Firmware.Board;

/// <summary>HMAC-SHA256 in the device's TLS library, under a key that never leaves this object.</summary>
public sealed class HmacAuthenticator : IRecordAuthenticator
{
    private readonly byte[] _key;

    /// <summary>An authenticator with a key.</summary>
    public HmacAuthenticator(byte[] key)
    {
        _key = key;
    }

    /// <inheritdoc />
    public void ComputeMac(byte[] buffer, int offset, int count, byte[] mac)
    {
        byte[] part = new byte[count];
        Array.Copy(buffer, offset, part, 0, count);
        byte[] hash = HMACSHA256.HashData(_key, part);
        Array.Copy(hash, 0, mac, 0, mac.Length);
    }
}
