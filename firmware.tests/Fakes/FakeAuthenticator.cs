using Firmware.Core.Flash;
using Firmware.Core.Ports;

namespace Firmware.Tests.Fakes;

/// <summary>A checksum in the place of the HMAC, which the device's PC runtime does not have: it binds a code to its bytes, no
/// more.</summary>
public sealed class FakeAuthenticator : IRecordAuthenticator
{
    /// <inheritdoc />
    public void ComputeMac(byte[] buffer, int offset, int count, byte[] mac)
    {
        RecordWriter writer = new RecordWriter(mac);
        writer.Reset(0);
        for (int i = 0; i < RecordMac.Length / 4; i++)
        {
            writer.Word(Crc32.Of(buffer, offset, count));
        }
    }
}
