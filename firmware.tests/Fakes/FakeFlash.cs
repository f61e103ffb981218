using System;
using System.Collections;
using Firmware.Core.Ports;

namespace Firmware.Tests.Fakes;

/// <summary>Files in memory; a power cut can tear a write at any byte.</summary>
public sealed class FakeFlash : IFlashStore
{
    private readonly Hashtable _files = new Hashtable();

    /// <summary>Bytes that may still be written; the write that needs more is torn, and nothing is written after it.</summary>
    public long BytesUntilCut { get; set; } = long.MaxValue;

    /// <summary>The power is cut: nothing can be written or deleted.</summary>
    public bool IsCut { get; set; }

    /// <summary>Nothing is kept: for counting allocations of the agent alone.</summary>
    public bool IsBlind { get; set; }

    /// <summary>Bytes written since the beginning.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Writes since the beginning.</summary>
    public int WriteCount { get; private set; }

    /// <summary>How many files there are.</summary>
    public int FileCount
    {
        get { return _files.Count; }
    }

    /// <inheritdoc />
    public string[] List()
    {
        string[] names = new string[_files.Count];
        int index = 0;
        foreach (object name in _files.Keys)
        {
            names[index] = (string)name;
            index++;
        }

        return names;
    }

    /// <inheritdoc />
    public int Read(string name, int offset, byte[] buffer, int count)
    {
        if (!_files.Contains(name))
        {
            return -1;
        }

        byte[] file = (byte[])_files[name]!;
        int read = file.Length - offset;
        read = read > count ? count : read;
        if (read <= 0)
        {
            return 0;
        }

        Array.Copy(file, offset, buffer, 0, read);
        return read;
    }

    /// <inheritdoc />
    public bool TryAppend(string name, byte[] buffer, int count)
    {
        if (IsBlind)
        {
            return true;
        }

        if (IsCut)
        {
            return false;
        }

        int written = BytesUntilCut < count ? (int)BytesUntilCut : count;
        byte[] old = _files.Contains(name) ? (byte[])_files[name]! : new byte[0];
        byte[] file = new byte[old.Length + written];
        Array.Copy(old, 0, file, 0, old.Length);
        Array.Copy(buffer, 0, file, old.Length, written);
        _files[name] = file;
        BytesWritten += written;
        WriteCount++;
        BytesUntilCut -= written;
        IsCut = written < count;
        return !IsCut;
    }

    /// <inheritdoc />
    public bool TryDelete(string name)
    {
        if (IsCut)
        {
            return false;
        }

        // A deletion counts as one byte, so that a cut can also fall just before it.
        if (BytesUntilCut == 0)
        {
            IsCut = true;
            return false;
        }

        if (_files.Contains(name))
        {
            BytesUntilCut--;
            BytesWritten++;
            _files.Remove(name);
        }

        return true;
    }

    /// <summary>Flips the lowest bit of a byte of a file.</summary>
    public void Damage(string name, int offset)
    {
        Damage(name, offset, 0);
    }

    /// <summary>Flips a bit of a byte of a file.</summary>
    public void Damage(string name, int offset, int bit)
    {
        byte[] file = (byte[])_files[name]!;
        file[offset] ^= (byte)(1 << bit);
    }

    /// <summary>Length of a file in bytes; 0 when there is none.</summary>
    public int LengthOf(string name)
    {
        return _files.Contains(name) ? ((byte[])_files[name]!).Length : 0;
    }

    /// <summary>Takes over all files of another flash.</summary>
    public void CopyFrom(FakeFlash other)
    {
        _files.Clear();
        foreach (string name in other.List())
        {
            _files.Add(name, ((byte[])other._files[name]!).Clone());
        }
    }

    /// <summary>Counts from here.</summary>
    public void ResetCounters()
    {
        BytesWritten = 0;
        WriteCount = 0;
    }

    /// <summary>Power is back.</summary>
    public void Restore()
    {
        IsCut = false;
        BytesUntilCut = long.MaxValue;
    }
}
