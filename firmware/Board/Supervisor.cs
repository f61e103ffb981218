using System;
using System.Device.Gpio;
using System.Threading;
using nanoFramework.Runtime.Native;

namespace Firmware.Board;

/// <summary>
/// Watches the other threads and starts the board again when one has stopped: the device has no watchdog that a program could use, and a
/// thread that dies there dies unseen. As long as all is well it kicks an external watchdog, which answers for the runtime itself.
/// </summary>
public sealed class Supervisor
{
    /// <summary>The tick may take this long: a flash that erases, a bus that hangs.</summary>
    public const int TickSilenceMaxMs = 15000;

    /// <summary>The start may take this long: the whole journal is read and checked.</summary>
    public const int StartMaxMs = 120000;

    /// <summary>The link may take this long: name, TCP, TLS and CONNACK have time-outs of their own.</summary>
    public const int LinkSilenceMaxMs = 300000;

    private const int PeriodMs = 500;

    private readonly GpioPin _watchdog;
    private readonly SystemClock _clock;
    private readonly Heartbeat[] _heartbeats;

    /// <summary>A supervisor that is not started.</summary>
    public Supervisor(GpioController gpio, SystemClock clock, Heartbeat tick, Heartbeat link)
    {
        _watchdog = gpio.OpenPin(Pins.Watchdog, PinMode.Output);
        _clock = clock;
        _heartbeats = new Heartbeat[] { tick, link };
    }

    /// <summary>Begins to watch.</summary>
    public void Start()
    {
        Thread thread = new Thread(Run);
        thread.Priority = ThreadPriority.Highest;
        thread.Start();
    }

    /// <summary>Starts the board again; does not return.</summary>
    public static void Restart(string cause)
    {
        BootCause.Keep(cause);
        Power.RebootDevice();
        Thread.Sleep(Timeout.Infinite);
    }

    private void Run()
    {
        string cause = "";
        while (cause.Length == 0)
        {
            try
            {
                Thread.Sleep(PeriodMs);
                _clock.Follow();
                cause = FindSilent();
                _watchdog.Toggle();
            }
            catch (Exception exception)
            {
                cause = "the supervisor stopped: " + exception.Message;
            }
        }

        Restart(cause);
    }

    private string FindSilent()
    {
        for (int i = 0; i < _heartbeats.Length; i++)
        {
            if (_heartbeats[i].IsSilent)
            {
                return "the " + _heartbeats[i].Name + " thread stopped";
            }
        }

        return "";
    }
}
