using Firmware.Core.Flash;
using Firmware.Core.Ports;

namespace Firmware.Tests.Contracts;

/// <summary>What every authenticator does: the same bytes give the same code, wherever they stand in a buffer.</summary>
[TestClass]
public class AuthenticatorContract
{
    [TestMethod]
    public void A_code_depends_on_the_bytes_and_on_nothing_else()
    {
        IRecordAuthenticator authenticator = BoardUnderTest.Board.Authenticator;
        byte[] first = new byte[RecordMac.Length];
        byte[] second = new byte[RecordMac.Length];
        byte[] buffer = new byte[64];
        byte[] shifted = new byte[64];
        for (int i = 0; i < 32; i++)
        {
            buffer[i] = (byte)i;
            shifted[i + 7] = (byte)i;
        }

        authenticator.ComputeMac(buffer, 0, 32, first);
        authenticator.ComputeMac(shifted, 7, 32, second);
        Assert.AreEqual(RecordMac.ToHex(first), RecordMac.ToHex(second));

        buffer[31] ^= 1;
        authenticator.ComputeMac(buffer, 0, 32, second);
        Assert.IsTrue(RecordMac.ToHex(first) != RecordMac.ToHex(second));
        authenticator.ComputeMac(buffer, 0, 31, second);
        Assert.IsTrue(RecordMac.ToHex(first) != RecordMac.ToHex(second));
    }
}
