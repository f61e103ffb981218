using System.Device.Gpio;
using System.IO.Ports;
using Firmware.Core.Ports;
using Firmware.Core.Provisioning;
using nanoFramework.Hardware.Esp32;

namespace Firmware.Board;

/// <summary>The ESP32 and what is soldered to it: the parts list. It decides nothing.</summary>
public sealed class Esp32Board : IBoard, IMaintenance
{
    private const int SerialBaud = 115200;
    private const int SerialBufferBytes = 2048;
    private const int SerialWriteTimeoutMs = 1000;

    private readonly FlashStore _flash;
    private readonly NanoJsonReader _json;
    private readonly SystemClock _clock = new SystemClock();
    private readonly GpioConnectorInputs _inputs;
    private readonly Ina219PowerSensor _sensor;
    private readonly SerialLog _log;
    private readonly WifiNetwork _network;
    private readonly M2MqttLink _link;
    private readonly Heartbeat _linkHeartbeat = new Heartbeat("link", Supervisor.LinkSilenceMaxMs);

    /// <summary>Opens all parts. Without settings the charger works alone, under a key that proves nothing.</summary>
    public Esp32Board(FlashStore flash, NanoJsonReader json, AgentSettings settings)
    {
        TickHeartbeat.Allow(Supervisor.StartMaxMs);
        _flash = flash;
        _json = json;
        Configuration.SetPinFunction(Pins.SerialTransmit, DeviceFunction.COM2_TX);
        Configuration.SetPinFunction(Pins.SerialReceive, DeviceFunction.COM2_RX);
        Configuration.SetPinFunction(Pins.I2cData, DeviceFunction.I2C1_DATA);
        Configuration.SetPinFunction(Pins.I2cClock, DeviceFunction.I2C1_CLOCK);
        SerialPort port = OpenSerialPort();
        _log = new SerialLog(port);
        Console = new SerialConsole(port);
        Gpio = new GpioController();
        StatusLights = new GpioStatusLights(Gpio);
        _inputs = new GpioConnectorInputs(Gpio);
        _sensor = new Ina219PowerSensor(settings.HasSplitFrontEnd);
        Authenticator = new HmacAuthenticator(DeviceKey.Parse(settings.DeviceKey) ?? new byte[DeviceKey.Length]);
        _network = new WifiNetwork(settings.Wifi, _clock);
        _link = new M2MqttLink(settings, _network, _log, _linkHeartbeat);
        Supervisor = new Supervisor(Gpio, _clock, TickHeartbeat, _linkHeartbeat);
    }

    /// <summary>The pins.</summary>
    public GpioController Gpio { get; }

    /// <summary>The console.</summary>
    public SerialConsole Console { get; }

    /// <summary>The supervisor, not started.</summary>
    public Supervisor Supervisor { get; }

    /// <summary>The sign of life of the tick.</summary>
    public Heartbeat TickHeartbeat { get; } = new Heartbeat("tick", Supervisor.TickSilenceMaxMs);

    /// <inheritdoc />
    public IClock Clock => _clock;

    /// <inheritdoc />
    public IPowerSensor PowerSensor => _sensor;

    /// <inheritdoc />
    public IConnectorInputs ConnectorInputs => _inputs;

    /// <inheritdoc />
    public IStatusLights StatusLights { get; }

    /// <inheritdoc />
    public IFlashStore Flash => _flash;

    /// <inheritdoc />
    public ILink Link => _link;

    /// <inheritdoc />
    public ILogSink LogSink => _log;

    /// <inheritdoc />
    public IRecordAuthenticator Authenticator { get; }

    /// <inheritdoc />
    public IJsonReader JsonReader => _json;

    /// <summary>Starts the link's thread.</summary>
    public void StartLink()
    {
        _link.Start();
    }

    /// <inheritdoc />
    public string[] Describe()
    {
        NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.Internal, out _, out uint freeBytes, out uint largestBytes);
        string[] chips = _sensor.Describe();
        return new string[]
        {
            chips[0],
            chips.Length > 1 ? chips[1] : "ina219   one chip for current and voltage",
            "network  " + _network.Address,
            _link.Describe(),
            "flash    "
                + _flash.BlockCount.ToString()
                + " of "
                + FlashStore.BlocksMax.ToString()
                + " blocks, "
                + _flash.FailureCount.ToString()
                + " failures "
                + _flash.LastFailure,
            "lines    " + _inputs.LostEdgeCount.ToString() + " edges lost, " + _inputs.FailedEventCount.ToString() + " events failed",
            "serial   " + _log.LostCount.ToString() + " lines lost, " + (_log.FailureCount + Console.FailureCount).ToString() + " failures",
            "memory   " + freeBytes.ToString() + " native bytes free, largest " + largestBytes.ToString(),
        };
    }

    /// <inheritdoc />
    public void Restart(string cause)
    {
        _log.WriteLine("restarting: " + cause);
        _log.Drain();
        Supervisor.Restart(cause);
    }

    private static SerialPort OpenSerialPort()
    {
        SerialPort port = new SerialPort("COM2", SerialBaud);
        port.ReadBufferSize = SerialBufferBytes;
        port.WriteTimeout = SerialWriteTimeoutMs;
        port.Open();
        return port;
    }
}
