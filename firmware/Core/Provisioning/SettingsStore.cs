using System;
using Firmware.Core.Flash;
using Firmware.Core.Ports;

namespace Firmware.Core.Provisioning;

/// <summary>
/// The settings on flash, in two slots, so that the last good ones stay in force whatever comes. A file agent.json that was copied onto
/// the flash is taken over into a slot and deleted; one that cannot be used stays where it is, and changes nothing.
/// </summary>
public sealed class SettingsStore
{
    /// <summary>The file that is copied onto the flash.</summary>
    public const string FileName = "agent.json";

    /// <summary>Longest text of the settings in bytes.</summary>
    public const int TextMax = 8192;

    private readonly IFlashStore _flash;
    private readonly IJsonReader _jsonReader;
    private readonly SlotFile[] _slots;
    private byte[]? _text;
    private int _slot;

    /// <summary>A store on a flash, not yet opened.</summary>
    public SettingsStore(IFlashStore flash, IJsonReader jsonReader)
    {
        _flash = flash;
        _jsonReader = jsonReader;
        _slots = new SlotFile[] { new SlotFile(flash, "agent-a", TextMax), new SlotFile(flash, "agent-b", TextMax) };
    }

    /// <summary>Settings are there; without them nothing is metered.</summary>
    public bool IsProvisioned
    {
        get { return _text != null; }
    }

    /// <summary>What is wrong with newer settings than those in force, in words that hold no secret; null when there are none.</summary>
    public string? Defect { get; private set; }

    /// <summary>Finds the last good settings, and takes over agent.json if it is there and good.</summary>
    public void Open()
    {
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            OpenSlot(slot);
        }

        TakeOverFile();
    }

    /// <summary>The settings in force, as an object of the caller's own; null when there are none.</summary>
    public AgentSettings? Read()
    {
        return _text == null ? null : _jsonReader.Read(_text, typeof(AgentSettings)) as AgentSettings;
    }

    /// <summary>Keeps settings in the place of those in force. What is wrong with them, or null.</summary>
    public string? Store(AgentSettings settings)
    {
        string? defect = settings.FindDefect();
        if (defect != null)
        {
            return defect;
        }

        byte[]? text = SettingsText.ToKeep(settings);
        if (text == null)
        {
            return "the settings are longer than " + TextMax.ToString() + " bytes: shorten the certificate";
        }

        int other = 1 - _slot;
        if (!_slots[other].TryWrite(text, _slots[_slot].Generation + 1))
        {
            return "flash cannot be written";
        }

        _slot = other;
        _text = text;
        Defect = null;
        return null;
    }

    private void OpenSlot(int slot)
    {
        byte[]? text = _slots[slot].Read();
        if (text == null)
        {
            Defect = _slots[slot].IsDamaged ? "the settings saved last were not whole on flash: set them again" : Defect;
            return;
        }

        string? defect = DefectOf(text);
        if (defect != null)
        {
            Defect = "the settings saved last cannot be used: " + defect;
        }
        else if (_text == null || _slots[slot].Generation > _slots[_slot].Generation)
        {
            _slot = slot;
            _text = text;
        }
    }

    private void TakeOverFile()
    {
        byte[] buffer = new byte[TextMax + 1];
        int length = _flash.Read(FileName, 0, buffer, buffer.Length);
        if (length < 0)
        {
            return;
        }

        string? defect = "the file is longer than " + TextMax.ToString() + " bytes";
        if (length <= TextMax)
        {
            byte[] text = new byte[length];
            Array.Copy(buffer, 0, text, 0, length);
            AgentSettings? settings = _jsonReader.Read(text, typeof(AgentSettings)) as AgentSettings;
            defect = settings == null ? "the text is not a JSON object of this form" : Store(settings);
        }

        if (defect != null)
        {
            Defect = FileName + " refused: " + defect;
        }
        else if (!_flash.TryDelete(FileName))
        {
            Defect = FileName + " was taken over and could not be deleted: it comes into force again at the next boot";
        }
    }

    private string? DefectOf(byte[] text)
    {
        AgentSettings? settings = _jsonReader.Read(text, typeof(AgentSettings)) as AgentSettings;
        return settings == null ? "the text is not a JSON object of this form" : settings.FindDefect();
    }
}
