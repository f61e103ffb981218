using Firmware.Core.Flash;
using Firmware.Core.Ports;
using Firmware.Core.Proofs;

namespace Firmware.Core.Tariffs;

/// <summary>
/// The tariffs on flash, in two slots: a new one is written over the slot that is not needed, so that neither a bad text nor a torn
/// write ever takes the place of a good tariff.
/// </summary>
public sealed class TariffCache
{
    /// <summary>Longest text of a tariff in bytes: 32 elements at their longest.</summary>
    public const int TextMax = 24576;

    private readonly IJsonReader _jsonReader;
    private readonly Tariff?[] _tariffs = new Tariff?[2];
    private readonly SlotFile[] _slots;
    private readonly BridgeProof _proof;
    private int _currentSlot;

    /// <summary>A cache on a flash store, not yet opened.</summary>
    public TariffCache(IFlashStore flash, IJsonReader jsonReader, BridgeProof proof)
    {
        _proof = proof;
        _jsonReader = jsonReader;
        _slots = new SlotFile[] { new SlotFile(flash, "tariff-a", TextMax), new SlotFile(flash, "tariff-b", TextMax) };
    }

    /// <summary>The tariff for the next session; null when there has never been one.</summary>
    public Tariff? Current => _tariffs[_currentSlot];

    /// <summary>Reads both slots; the newer of the good ones is the current one.</summary>
    public void Open()
    {
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            _tariffs[slot] = ReadSlot(slot);
        }

        bool isSecondNewer = _tariffs[1] != null && (_tariffs[0] == null || _slots[1].Generation > _slots[0].Generation);
        _currentSlot = isSecondNewer ? 1 : 0;
    }

    /// <summary>The version of a tariff with a hash; null when neither slot has it. The same text may have been published again, under
    /// another format's rules.</summary>
    public Tariff? Find(string hash, int version)
    {
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            Tariff? tariff = _tariffs[slot];
            if (tariff != null && IsThat(tariff, hash, version))
            {
                return tariff;
            }
        }

        return null;
    }

    /// <summary>Takes a tariff in force, keeping the version that a running session needs. What is wrong with it, or null.</summary>
    public string? Store(byte[] text, string hashInUse, int versionInUse)
    {
        if (text.Length > TextMax)
        {
            return "the text is longer than " + TextMax.ToString() + " bytes";
        }

        Tariff? tariff = _jsonReader.Read(text, typeof(Tariff)) as Tariff;
        string? defect = tariff == null ? "the text is not a JSON object of this form" : tariff.FindDefect();
        if (tariff == null || defect != null)
        {
            return defect;
        }

        Tariff? current = Current;
        bool isProved = TakeProof(tariff, text);
        if (!isProved && _proof.IsNeeded)
        {
            return "the bridge has not proved it";
        }

        if (isProved && current != null && tariff.Number < current.Number)
        {
            return "it is older than the one in force";
        }

        if (current != null && current.Hash == tariff.Hash && current.Version == tariff.Version && HasSameOffsets(current, tariff)
            && HasSameContent(text))
        {
            // Not written for a number alone: a bridge sends all again with each of its starts.
            current.Number = tariff.Number > current.Number ? tariff.Number : current.Number;
            return null;
        }

        int slot = 1 - _currentSlot;
        Tariff? displaced = _tariffs[slot];
        bool isDisplacedInUse = displaced != null && IsThat(displaced, hashInUse, versionInUse)
            && (current == null || !IsThat(current, hashInUse, versionInUse));
        return Write(isDisplacedInUse ? _currentSlot : slot, tariff, text);
    }

    private static bool IsThat(Tariff tariff, string hash, int version)
    {
        return tariff.Hash == hash && tariff.Version == version;
    }

    private static bool HasSameOffsets(Tariff first, Tariff second)
    {
        int last = first.UtcOffsets.Length - 1;
        return second.UtcOffsets.Length - 1 == last && first.UtcOffsets[last].FromUtcMs == second.UtcOffsets[last].FromUtcMs;
    }

    // A number that nobody proves says nothing: it must not keep the true one out.
    private bool TakeProof(Tariff tariff, byte[] text)
    {
        bool isProved = tariff.Number > 0 && _proof.IsOfTariff(text, tariff.Proof);
        tariff.Number = isProved ? tariff.Number : 0;
        tariff.Proof = "";
        return isProved;
    }

    // A forged text may call itself what the true one is called.
    private bool HasSameContent(byte[] text)
    {
        byte[]? kept = _slots[_currentSlot].Read();
        int length = BridgeProof.ContentLengthOf(text);
        if (kept == null || BridgeProof.ContentLengthOf(kept) != length)
        {
            return false;
        }

        for (int i = 0; i < length; i++)
        {
            if (kept[i] != text[i])
            {
                return false;
            }
        }

        return true;
    }

    private string? Write(int slot, Tariff tariff, byte[] text)
    {
        if (!_slots[slot].TryWrite(text, _slots[_currentSlot].Generation + 1))
        {
            return "flash cannot be written";
        }

        _tariffs[slot] = tariff;
        _currentSlot = slot;
        return null;
    }

    private Tariff? ReadSlot(int slot)
    {
        byte[]? text = _slots[slot].Read();
        Tariff? tariff = text == null ? null : _jsonReader.Read(text, typeof(Tariff)) as Tariff;
        if (tariff == null || tariff.FindDefect() != null)
        {
            return null;
        }

        TakeProof(tariff, text!);
        return tariff;
    }
}
