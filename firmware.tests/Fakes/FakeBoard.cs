using Firmware.Core.Ports;

namespace Firmware.Tests.Fakes;

/// <summary>A board whose every wire a test can move. It allocates nothing while it is read.</summary>
public sealed class FakeBoard : IBoard, IPowerSensor, IConnectorInputs, IStatusLights, ILogSink
{
    /// <summary>The fake clock.</summary>
    public FakeClock FakeClock { get; } = new FakeClock();

    /// <summary>The fake flash.</summary>
    public FakeFlash FakeFlash { get; } = new FakeFlash();

    /// <summary>The fake link.</summary>
    public FakeLink FakeLink { get; } = new FakeLink();

    /// <summary>The JSON reader, which gives what a test has put in.</summary>
    public FakeJsonReader FakeJsonReader { get; } = new FakeJsonReader();

    /// <summary>The lines.</summary>
    public ConnectorInputs Lines { get; set; } = Firmware.Core.Ports.ConnectorInputs.MainsPresent;

    /// <summary>Shunt reading in µV: 200 µV are 40 mA at 5 mΩ.</summary>
    public int ShuntMicrovolts { get; set; }

    /// <summary>Bus reading in mV: 23,000 mV are 230 V at a divider of 10.</summary>
    public int BusMillivolts { get; set; } = 23000;

    /// <summary>The sensor does not answer.</summary>
    public bool IsSensorLost { get; set; }

    /// <summary>What the lights show.</summary>
    public StatusOutputs Outputs { get; private set; }

    /// <summary>The last line of the log.</summary>
    public string LastLine { get; private set; } = "";

    /// <inheritdoc />
    public IClock Clock => FakeClock;

    /// <inheritdoc />
    public IPowerSensor PowerSensor => this;

    /// <inheritdoc />
    public IConnectorInputs ConnectorInputs => this;

    /// <inheritdoc />
    public IStatusLights StatusLights => this;

    /// <inheritdoc />
    public IFlashStore Flash => FakeFlash;

    /// <inheritdoc />
    public ILink Link => FakeLink;

    /// <inheritdoc />
    public ILogSink LogSink => this;

    /// <inheritdoc />
    public IRecordAuthenticator Authenticator { get; set; } = new FakeAuthenticator();

    /// <inheritdoc />
    public IJsonReader JsonReader => FakeJsonReader;

    /// <inheritdoc />
    public bool TryRead(PowerReading reading)
    {
        reading.ShuntMicrovolts = ShuntMicrovolts;
        reading.BusMillivolts = BusMillivolts;
        return !IsSensorLost;
    }

    /// <inheritdoc />
    public ConnectorInputs Read() => Lines;

    /// <inheritdoc />
    public void Show(StatusOutputs outputs) => Outputs = outputs;

    /// <inheritdoc />
    public void WriteLine(string line) => LastLine = line;
}
