using System;
using System.Collections;
using System.IO;
using Firmware.Core.Ports;

namespace Firmware.Board;

/// <summary>
/// Files in the root of the LittleFS drive. Bytes are on flash only after a file is closed, so each append opens, writes and closes; the
/// drive does not tell its free space, so the store keeps its own account, in the drive's blocks.
/// </summary>
public sealed class FlashStore : IFlashStore
{
    /// <summary>Blocks of 4 KiB for files: 256 KiB less what the drive needs for itself, for the Wi-Fi files and for copying on
    /// write.</summary>
    public const int BlocksMax = 54;

    private const string Root = "I:\\";
    private const int BlockLength = 4096;

    // LittleFS keeps a file that is no longer in its directory: an eighth of a block.
    private const int InlineLengthMax = 512;

    private readonly object _lock = new object();
    private readonly Hashtable _lengths = new Hashtable();
    private readonly bool _isListed;
    private int _blocks;

    /// <summary>A store that knows what is on the drive; when that cannot be found out, nothing is read or written.</summary>
    public FlashStore()
    {
        try
        {
            foreach (string path in Directory.GetFiles(Root))
            {
                SetLength(Path.GetFileName(path), LengthOnDrive(path));
            }

            _isListed = true;
        }
        catch (Exception exception)
        {
            Fail(exception);
            _lengths.Clear();
        }
    }

    /// <summary>Blocks in use.</summary>
    public int BlockCount
    {
        get { return _blocks; }
    }

    /// <summary>Operations that failed, since boot.</summary>
    public int FailureCount { get; private set; }

    /// <summary>Why the last one failed; empty when none did.</summary>
    public string LastFailure { get; private set; } = "";

    /// <inheritdoc />
    public string[] List()
    {
        lock (_lock)
        {
            string[] names = new string[_lengths.Count];
            int index = 0;
            foreach (object name in _lengths.Keys)
            {
                names[index] = (string)name;
                index++;
            }

            return names;
        }
    }

    /// <inheritdoc />
    public int Read(string name, int offset, byte[] buffer, int count)
    {
        lock (_lock)
        {
            if (!_lengths.Contains(name))
            {
                return -1;
            }

            try
            {
                return ReadFile(Root + name, offset, buffer, count);
            }
            catch (Exception exception)
            {
                return Fail(exception);
            }
        }
    }

    /// <inheritdoc />
    public bool TryAppend(string name, byte[] buffer, int count)
    {
        lock (_lock)
        {
            int length = LengthOf(name);
            if (!_isListed || _blocks - BlocksOf(length) + BlocksOf(length + count) > BlocksMax)
            {
                return false;
            }

            try
            {
                using (FileStream file = new FileStream(Root + name, FileMode.Append, FileAccess.Write))
                {
                    file.Write(buffer, 0, count);
                }

                SetLength(name, length + count);
                return true;
            }
            catch (Exception exception)
            {
                // How much of it is there shows only when it is read; the account takes the worst.
                SetLength(name, length + count);
                Fail(exception);
                return false;
            }
        }
    }

    /// <inheritdoc />
    public bool TryDelete(string name)
    {
        lock (_lock)
        {
            if (!_lengths.Contains(name))
            {
                return _isListed;
            }

            try
            {
                File.Delete(Root + name);
                _blocks -= BlocksOf(LengthOf(name));
                _lengths.Remove(name);
                return true;
            }
            catch (Exception exception)
            {
                Fail(exception);
                return false;
            }
        }
    }

    private static int ReadFile(string path, int offset, byte[] buffer, int count)
    {
        using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read))
        {
            if (offset >= file.Length)
            {
                return 0;
            }

            file.Seek(offset, SeekOrigin.Begin);
            int total = 0;
            int read;
            while (total < count && (read = file.Read(buffer, total, count - total)) > 0)
            {
                total += read;
            }

            return total;
        }
    }

    private static int LengthOnDrive(string path)
    {
        using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read))
        {
            return (int)file.Length;
        }
    }

    private static int BlocksOf(int length)
    {
        return length <= InlineLengthMax ? 0 : (length + BlockLength - 1) / BlockLength;
    }

    private int LengthOf(string name)
    {
        return _lengths.Contains(name) ? (int)_lengths[name] : 0;
    }

    private void SetLength(string name, int length)
    {
        _blocks += BlocksOf(length) - BlocksOf(LengthOf(name));
        _lengths[name] = length;
    }

    private int Fail(Exception exception)
    {
        FailureCount++;
        LastFailure = exception.Message;
        return -1;
    }
}
