using Firmware.Core.Ports;

namespace Hardware.Virtual;

/// <summary>
/// The flash chip: in memory, or written through to a directory so that it outlives the process. Power can be cut at any byte ever
/// written; from then on nothing works until <see cref="Restart"/>. Not thread-safe.
/// </summary>
public class VirtualFlash : IFlashStore
{
    private readonly Dictionary<string, MemoryStream> _files = [];
    private readonly string? _directory;
    private readonly long _capacityBytes;
    private long _cutAtByte = long.MaxValue;

    /// <summary>A chip of a capacity in bytes; files already in the directory are on it.</summary>
    public VirtualFlash(string? directory = null, long capacityBytes = 512 * 1024)
    {
        _directory = directory;
        _capacityBytes = capacityBytes;
        if (directory != null)
        {
            Directory.CreateDirectory(directory);
            Load(directory);
        }
    }

    /// <summary>Bytes ever written.</summary>
    public long WrittenBytes { get; private set; }

    /// <summary>Bytes in all files.</summary>
    public long UsedBytes
    {
        get
        {
            long bytes = 0;
            foreach (MemoryStream file in _files.Values)
            {
                bytes += file.Length;
            }

            return bytes;
        }
    }

    /// <summary>Every write and delete is refused, as by a worn-out chip; what is there can be read.</summary>
    public bool IsFailing { get; set; }

    /// <summary>The power is gone.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Cuts the power when this many bytes in all have been written: the write that reaches it keeps only what came
    /// before.</summary>
    public void CutAt(long writtenBytes)
    {
        _cutAtByte = writtenBytes;
    }

    /// <summary>The power is back; no cut is planned.</summary>
    public void Restart()
    {
        IsCut = false;
        _cutAtByte = long.MaxValue;
    }

    /// <inheritdoc/>
    public string[] List()
    {
        return IsCut ? [] : [.. _files.Keys];
    }

    /// <inheritdoc/>
    public int Read(string name, int offset, byte[] buffer, int count)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (IsCut || !_files.TryGetValue(name, out MemoryStream? file))
        {
            return -1;
        }

        file.Position = offset;
        return file.Read(buffer, 0, count);
    }

    /// <inheritdoc/>
    public virtual bool TryAppend(string name, byte[] buffer, int count)
    {
        if (IsCut || IsFailing || UsedBytes + count > _capacityBytes)
        {
            return false;
        }

        int whole = (int)Math.Min(count, Math.Max(0, _cutAtByte - WrittenBytes));
        Append(name, buffer.AsSpan(0, whole));
        WrittenBytes += whole;
        IsCut = whole < count;
        return !IsCut;
    }

    /// <inheritdoc/>
    public bool TryDelete(string name)
    {
        if (IsCut || IsFailing)
        {
            return false;
        }

        _files.Remove(name);
        if (_directory != null)
        {
            File.Delete(Path.Combine(_directory, name));
        }

        return true;
    }

    private void Append(string name, ReadOnlySpan<byte> bytes)
    {
        if (!_files.TryGetValue(name, out MemoryStream? file))
        {
            file = new MemoryStream();
            _files[name] = file;
        }

        file.Position = file.Length;
        file.Write(bytes);
        if (_directory != null)
        {
            using FileStream stream = new(Path.Combine(_directory, name), FileMode.Append, FileAccess.Write);
            stream.Write(bytes);
        }
    }

    private void Load(string directory)
    {
        foreach (string path in Directory.GetFiles(directory))
        {
            MemoryStream file = new();
            file.Write(File.ReadAllBytes(path));
            _files[Path.GetFileName(path)] = file;
        }
    }
}
