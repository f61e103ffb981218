namespace Firmware.Core.Ports;

/// <summary>
/// Small files by name on the flash chip. A write may be torn by a power cut at any byte; what was closed before stays. There is no
/// rename and no query of free space, because LittleFS on the device offers neither.
/// </summary>
public interface IFlashStore
{
    /// <summary>Names of all files, in no order.</summary>
    string[] List();

    /// <summary>Reads up to <paramref name="count"/> bytes from <paramref name="offset"/>; the number read, or -1 when there is no such
    /// file or it cannot be read.</summary>
    int Read(string name, int offset, byte[] buffer, int count);

    /// <summary>Appends to a file, making it when it is missing; false when the bytes may not be on flash.</summary>
    bool TryAppend(string name, byte[] buffer, int count);

    /// <summary>Deletes a file; true when it is gone.</summary>
    bool TryDelete(string name);
}
