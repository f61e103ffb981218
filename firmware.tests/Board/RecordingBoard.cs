using Firmware.Core.Ports;
using Firmware.Tests.Fakes;
using Hardware.Virtual;

namespace Firmware.Tests.Board;

/// <summary>A fake board that keeps each line of its log and reads JSON.</summary>
public sealed class RecordingBoard : IBoard, ILogSink
{
    private readonly SystemTextJsonReader _jsonReader = new();

    /// <summary>The board below, whose wires a test moves.</summary>
    public FakeBoard Fake { get; } = new FakeBoard();

    /// <summary>All lines, oldest first.</summary>
    public List<string> Lines { get; } = [];

    /// <inheritdoc/>
    public IClock Clock => Fake.Clock;

    /// <inheritdoc/>
    public IPowerSensor PowerSensor => Fake.PowerSensor;

    /// <inheritdoc/>
    public IConnectorInputs ConnectorInputs => Fake.ConnectorInputs;

    /// <inheritdoc/>
    public IStatusLights StatusLights => Fake.StatusLights;

    /// <inheritdoc/>
    public IFlashStore Flash => Fake.Flash;

    /// <inheritdoc/>
    public ILink Link => Fake.Link;

    /// <inheritdoc/>
    public ILogSink LogSink => this;

    /// <inheritdoc/>
    public IRecordAuthenticator Authenticator => Fake.Authenticator;

    /// <inheritdoc/>
    public IJsonReader JsonReader => _jsonReader;

    /// <inheritdoc/>
    public void WriteLine(string line) => Lines.Add(line);
}
