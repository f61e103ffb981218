using System;
using System.Text;
using Firmware.Core.Config;
using Firmware.Core.Flash;
using Firmware.Core.Ports;

namespace Firmware.Core.Proofs;

/// <summary>
/// Tells whether a message comes from the charger's own bridge, and not from whoever owns the broker: it carries a code by the charger's
/// key over a text that begins with what the message is and with the charger's id. There may be several codes, one after the other, while
/// the charger is given a new key; one that is right is enough.
/// </summary>
public sealed class BridgeProof
{
    private const int Digits = 2 * RecordMac.Length;
    private const string ProofMember = ",\"proof\":\"";
    private const string NumberMember = ",\"number\":";

    // A number, and codes by four keys.
    private const int TailMax = 200;

    private readonly IRecordAuthenticator _authenticator;
    private readonly string _chargerId;
    private readonly byte[] _mac = new byte[RecordMac.Length];
    private bool _hasProved;

    /// <summary>Proofs for a charger by its key.</summary>
    public BridgeProof(IRecordAuthenticator authenticator, AgentConfig config)
    {
        _authenticator = authenticator;
        _chargerId = config.ChargerId;
        IsNeeded = config.RefusesUnsigned;
    }

    /// <summary>What is not proved is refused; else it is taken, as from a bridge that proves nothing.</summary>
    public bool IsNeeded { get; }

    /// <summary>The bridge is one that proves what it sends. Such a one also says which records it keeps without taking them.</summary>
    public bool IsProving => IsNeeded || _hasProved;

    /// <summary>Whether it is proved that the bridge keeps a record with a code which it cannot take. It is no receipt.</summary>
    public bool IsOfKept(long sequence, string mac, string? proof)
    {
        byte[] text = Encoding.UTF8.GetBytes("kept/" + _chargerId + "/" + sequence.ToString() + "/" + mac);
        return Proves(text, text.Length, proof);
    }

    /// <summary>Whether a receipt for a record with a code is proved. A repeat does no harm: the record's code is in it.</summary>
    public bool IsOfReceipt(long sequence, string mac, string? proof)
    {
        byte[] text = Encoding.UTF8.GetBytes("receipt/" + _chargerId + "/" + sequence.ToString() + "/" + mac);
        return Proves(text, text.Length, proof);
    }

    /// <summary>Whether a command with its number is proved.</summary>
    public bool IsOfCommand(long number, string command, string? proof)
    {
        byte[] text = Encoding.UTF8.GetBytes("command/" + _chargerId + "/" + number.ToString() + "/" + command);
        return Proves(text, text.Length, proof);
    }

    /// <summary>Whether a tariff's text is proved by what it ends with.</summary>
    public bool IsOfTariff(byte[] tariff, string? proof)
    {
        int end = LastOf(tariff, tariff.Length, ProofMember);
        if (end < 0 || proof == null || tariff.Length != end + ProofMember.Length + proof.Length + 2)
        {
            return false;
        }

        byte[] head = Encoding.UTF8.GetBytes("tariff/" + _chargerId + "/");
        byte[] text = new byte[head.Length + end];
        Array.Copy(head, 0, text, 0, head.Length);
        Array.Copy(tariff, 0, text, head.Length, end);
        return Proves(text, text.Length, proof);
    }

    /// <summary>Length of a tariff's text without number, proof and the brace at its end: what it says.</summary>
    public static int ContentLengthOf(byte[] tariff)
    {
        int end = LastOf(tariff, tariff.Length, ProofMember);
        int number = end < 0 ? -1 : LastOf(tariff, end, NumberMember);
        return number < 0 ? tariff.Length - 1 : number;
    }

    private static int LastOf(byte[] text, int end, string member)
    {
        for (int start = end - member.Length; start >= 0 && start >= text.Length - TailMax; start--)
        {
            int matched = 0;
            while (matched < member.Length && text[start + matched] == member[matched])
            {
                matched++;
            }

            if (matched == member.Length)
            {
                return start;
            }
        }

        return -1;
    }

    private bool Proves(byte[] text, int count, string? proof)
    {
        if (proof == null || proof.Length == 0 || proof.Length % Digits != 0)
        {
            return false;
        }

        _authenticator.ComputeMac(text, 0, count, _mac);
        string own = RecordMac.ToHex(_mac);
        bool isProved = false;
        for (int start = 0; start < proof.Length; start += Digits)
        {
            // All digits are looked at, so that the time tells nothing of how many are right.
            int differences = 0;
            for (int i = 0; i < Digits; i++)
            {
                differences |= own[i] ^ proof[start + i];
            }

            isProved |= differences == 0;
        }

        _hasProved |= isProved;
        return isProved;
    }
}
