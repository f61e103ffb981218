using System;
using System.IO.Ports;
using Firmware.Core.Provisioning;

namespace Firmware.Board;

/// <summary>Takes what was typed on COM2 out of the port's buffer, without a thread of its own: the tick asks.</summary>
public sealed class SerialConsole
{
    // Noise without an end of line must not keep the tick: what is left waits in the port's buffer.
    private const int FillsPerCall = 4;

    private readonly SerialPort _port;
    private readonly ConsoleLine _line = new ConsoleLine();
    private readonly byte[] _bytes = new byte[64];
    private int _next;
    private int _count;

    /// <summary>A console on an open port.</summary>
    public SerialConsole(SerialPort port)
    {
        _port = port;
    }

    /// <summary>Reads that failed, since boot.</summary>
    public int FailureCount { get; private set; }

    /// <summary>The next line; false when none is complete.</summary>
    public bool TryTakeLine(out string line)
    {
        line = "";
        for (int fills = 0; fills < FillsPerCall && (_next < _count || TryFill()); fills++)
        {
            while (_next < _count)
            {
                if (_line.TryAdd(_bytes[_next++], out line))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool TryFill()
    {
        _next = 0;
        _count = 0;
        try
        {
            int waiting = _port.BytesToRead;
            if (waiting > 0)
            {
                _count = _port.Read(_bytes, 0, waiting < _bytes.Length ? waiting : _bytes.Length);
            }
        }
        catch (Exception)
        {
            // A broken character or an overrun; what was typed is typed again.
            FailureCount++;
        }

        return _count > 0;
    }
}
