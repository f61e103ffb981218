using System.Buffers.Text;
using System.Security.Cryptography;

namespace CloudBridge.Core.Registry.Chargers;

/// <summary>What is put into a charger's configuration; shown once, when it is made.</summary>
/// <param name="DeviceKey">Proves its records, 32 bytes.</param>
/// <param name="Password">Its MQTT password: 192 random bits, base64url.</param>
public sealed record ChargerSecrets(byte[] DeviceKey, string Password)
{
    private const int PasswordBytes = 24;

    /// <summary>New ones.</summary>
    public static ChargerSecrets New()
    {
        return new ChargerSecrets(
            RandomNumberGenerator.GetBytes(ChargerRegistry.DeviceKeyLength),
            Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PasswordBytes)));
    }
}
