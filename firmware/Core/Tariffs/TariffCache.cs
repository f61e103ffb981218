using System;
using Firmware.Core.Journal;
using Firmware.Core.Ports;

namespace Firmware.Core.Tariffs;

/// <summary>
/// The tariffs on flash, in two slots: a new one is written over the slot that is not needed, so that neither a bad text nor a torn
/// write ever takes the place of a good tariff.
/// </summary>
public sealed class TariffCache
{
    /// <summary>Longest text of a tariff in bytes: 32 elements at their longest.</summary>
    public const int TextMax = 20480;

    private const int HeaderLength = 12;

    private static readonly string[] SlotNames = { "tariff-a", "tariff-b" };

    private readonly IFlashStore _flash;
    private readonly IJsonReader _jsonReader;
    private readonly Tariff?[] _tariffs = new Tariff?[2];
    private readonly uint[] _generations = new uint[2];
    private int _currentSlot;

    /// <summary>A cache on a flash store, not yet opened.</summary>
    public TariffCache(IFlashStore flash, IJsonReader jsonReader)
    {
        _flash = flash;
        _jsonReader = jsonReader;
    }

    /// <summary>The tariff for the next session; null when there has never been one.</summary>
    public Tariff? Current => _tariffs[_currentSlot];

    /// <summary>Reads both slots; the newer of the good ones is the current one.</summary>
    public void Open()
    {
        for (int slot = 0; slot < SlotNames.Length; slot++)
        {
            _tariffs[slot] = ReadSlot(slot);
        }

        bool isSecondNewer = _tariffs[1] != null && (_tariffs[0] == null || _generations[1] > _generations[0]);
        _currentSlot = isSecondNewer ? 1 : 0;
    }

    /// <summary>The tariff with a hash; null when neither slot has it.</summary>
    public Tariff? Find(string hash)
    {
        for (int slot = 0; slot < SlotNames.Length; slot++)
        {
            Tariff? tariff = _tariffs[slot];
            if (tariff != null && tariff.Hash == hash)
            {
                return tariff;
            }
        }

        return null;
    }

    /// <summary>Takes a tariff in force, keeping the one with the hash that a running session needs. What is wrong with it, or null.</summary>
    public string? Store(byte[] text, string hashInUse)
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
        if (current != null && current.Hash == tariff.Hash && current.Version == tariff.Version && HasSameOffsets(current, tariff))
        {
            return null;
        }

        int slot = 1 - _currentSlot;
        Tariff? displaced = _tariffs[slot];
        bool isDisplacedInUse = displaced != null && displaced.Hash == hashInUse && (current == null || current.Hash != hashInUse);
        return Write(isDisplacedInUse ? _currentSlot : slot, tariff, text);
    }

    private static bool HasSameOffsets(Tariff first, Tariff second)
    {
        int last = first.UtcOffsets.Length - 1;
        return second.UtcOffsets.Length - 1 == last && first.UtcOffsets[last].FromUtcMs == second.UtcOffsets[last].FromUtcMs;
    }

    private string? Write(int slot, Tariff tariff, byte[] text)
    {
        byte[] file = new byte[HeaderLength + text.Length];
        RecordWriter writer = new RecordWriter(file);
        writer.Reset(0);
        writer.Word((uint)text.Length);
        writer.Word(_generations[_currentSlot] + 1);
        writer.Word(0);
        writer.Bytes(text, 0, text.Length);
        uint crc = Crc32.Of(file, 0, file.Length);
        writer.Reset(8);
        writer.Word(crc);
        if (!_flash.TryDelete(SlotNames[slot]) || !_flash.TryAppend(SlotNames[slot], file, file.Length))
        {
            return "flash cannot be written";
        }

        _generations[slot] = _generations[_currentSlot] + 1;
        _tariffs[slot] = tariff;
        _currentSlot = slot;
        return null;
    }

    private Tariff? ReadSlot(int slot)
    {
        byte[] header = new byte[HeaderLength];
        RecordReader reader = new RecordReader();
        if (_flash.Read(SlotNames[slot], 0, header, HeaderLength) != HeaderLength)
        {
            return null;
        }

        reader.Reset(header, 0, HeaderLength);
        uint length = reader.Word();
        uint generation = reader.Word();
        uint crc = reader.Word();
        if (length > TextMax)
        {
            return null;
        }

        byte[] file = new byte[HeaderLength + (int)length];
        if (_flash.Read(SlotNames[slot], 0, file, file.Length) != file.Length)
        {
            return null;
        }

        for (int i = 8; i < HeaderLength; i++)
        {
            file[i] = 0;
        }

        if (Crc32.Of(file, 0, file.Length) != crc)
        {
            return null;
        }

        byte[] text = new byte[(int)length];
        Array.Copy(file, HeaderLength, text, 0, text.Length);
        Tariff? tariff = _jsonReader.Read(text, typeof(Tariff)) as Tariff;
        if (tariff == null || tariff.FindDefect() != null)
        {
            return null;
        }

        _generations[slot] = generation;
        return tariff;
    }
}
