using System.Text;
using Firmware.Core.Flash;
using Firmware.Core.Ports;

namespace Firmware.Core.Proofs;

/// <summary>
/// The word that unlocks the serial console of one charger: the first digits of a code by its device key over its id. Its bridge knows it
/// too and shows it to operators; who stands before the charger does not, and learns nothing of the key by it.
/// </summary>
public sealed class UnlockWord
{
    /// <summary>Digits of a word: 32 bits, which nobody finds at five tries in ten minutes.</summary>
    public const int Length = 8;

    private readonly IRecordAuthenticator _authenticator;
    private readonly string _chargerId;

    /// <summary>The word of a charger by its key.</summary>
    public UnlockWord(IRecordAuthenticator authenticator, string chargerId)
    {
        _authenticator = authenticator;
        _chargerId = chargerId;
    }

    /// <summary>Whether what was typed is the word.</summary>
    public bool IsRight(string typed)
    {
        if (typed.Length != Length)
        {
            return false;
        }

        byte[] text = Encoding.UTF8.GetBytes("unlock/" + _chargerId + "/");
        byte[] mac = new byte[RecordMac.Length];
        _authenticator.ComputeMac(text, 0, text.Length, mac);
        string word = RecordMac.ToHex(mac);
        // All digits are looked at, so that the time tells nothing of how many are right.
        int differences = 0;
        for (int i = 0; i < Length; i++)
        {
            differences |= word[i] ^ typed[i];
        }

        return differences == 0;
    }
}
