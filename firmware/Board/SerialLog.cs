using System;
using System.IO.Ports;
using System.Text;
using System.Threading;
using Firmware.Core.Ports;

namespace Firmware.Board;

/// <summary>
/// The log on COM2. Lines wait in a short queue for a thread of their own, because a byte takes 87 µs at 115200 baud and the tick must not
/// wait for it; when the queue is full the oldest line goes, and how many went is said.
/// </summary>
public sealed class SerialLog : ILogSink
{
    private const int CountMax = 32;
    private const int WaitMs = 1000;

    private readonly object _lock = new object();
    private readonly string[] _lines = new string[CountMax];
    private readonly AutoResetEvent _wake = new AutoResetEvent(false);
    private readonly SerialPort _port;
    private int _first;
    private int _count;
    private int _untoldCount;

    /// <summary>A log on an open port; its thread runs.</summary>
    public SerialLog(SerialPort port)
    {
        _port = port;
        Thread thread = new Thread(Run);
        thread.Priority = ThreadPriority.BelowNormal;
        thread.Start();
    }

    /// <summary>Lines that were dropped, since boot.</summary>
    public int LostCount { get; private set; }

    /// <summary>Lines that could not be written, since boot.</summary>
    public int FailureCount { get; private set; }

    /// <inheritdoc />
    public void WriteLine(string line)
    {
        lock (_lock)
        {
            if (_count == CountMax)
            {
                _first = (_first + 1) % CountMax;
                _count--;
                _untoldCount++;
                LostCount++;
            }

            _lines[(_first + _count) % CountMax] = line;
            _count++;
        }

        _wake.Set();
    }

    /// <summary>Waits until all lines are out, but not longer than a second.</summary>
    public void Drain()
    {
        for (int i = 0; i < 20 && _count > 0; i++)
        {
            Thread.Sleep(WaitMs / 20);
        }
    }

    private void Run()
    {
        while (true)
        {
            try
            {
                _wake.WaitOne(WaitMs, false);
                WriteAll();
            }
            catch (Exception)
            {
                // There is no other place to say it; selftest shows the count.
                FailureCount++;
            }
        }
    }

    private void WriteAll()
    {
        string? line;
        while ((line = Take()) != null)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line + "\r\n");
            _port.Write(bytes, 0, bytes.Length);
        }
    }

    private string? Take()
    {
        lock (_lock)
        {
            if (_untoldCount > 0)
            {
                string told = _untoldCount.ToString() + " lines lost";
                _untoldCount = 0;
                return told;
            }

            if (_count == 0)
            {
                return null;
            }

            string line = _lines[_first];
            _first = (_first + 1) % CountMax;
            _count--;
            return line;
        }
    }
}
