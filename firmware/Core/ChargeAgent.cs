using Firmware.Core.Config;
using Firmware.Core.Connector;
using Firmware.Core.Faults;
using Firmware.Core.Flash;
using Firmware.Core.Journal;
using Firmware.Core.Json;
using Firmware.Core.Lights;
using Firmware.Core.Logging;
using Firmware.Core.Metering;
using Firmware.Core.Ports;
using Firmware.Core.Promises;
using Firmware.Core.Proofs;
using Firmware.Core.Records;
using Firmware.Core.Sessions;
using Firmware.Core.Tariffs;
using Firmware.Core.Wear;

namespace Firmware.Core;

/// <summary>
/// The agent of one charger: measures, watches, meters sessions, prices them and tells. It monitors only: it never commands the contactor.
/// </summary>
public sealed class ChargeAgent
{
    private const int SecondMs = 1000;
    private const int ReportIntervalMs = 3600000;

    private const ConnectorInputs ContactorLines = ConnectorInputs.ContactorCommanded | ConnectorInputs.ContactorClosed;

    private readonly IPowerSensor _sensor;
    private readonly IConnectorInputs _inputs;
    private readonly IClock _clock;
    private readonly ILink _link;
    private readonly PowerReading _reading = new PowerReading();
    private readonly FaultSnapshot _snapshot = new FaultSnapshot();
    private readonly SessionJournal _journal;
    private readonly ConnectorStateMachine _connector;
    private readonly LightSequencer _lights;
    private readonly Mailbox _mailbox;
    private readonly Announcer _announcer;
    private ConnectorInputs _lastInputs;
    private long _secondMs;
    private long _reportMs = ReportIntervalMs;

    /// <summary>An agent for a board; the settings must be without defect.</summary>
    public ChargeAgent(AgentConfig config, IBoard board)
    {
        Guard.IsTrue(config.FindDefect() == null, "the settings are without defect");
        _sensor = board.PowerSensor;
        _inputs = board.ConnectorInputs;
        _clock = board.Clock;
        _link = board.Link;

        byte[] frame = new byte[SegmentLog.FrameMax];
        JsonWriter json = new JsonWriter(Announcer.MessageMax);
        Log = new AgentLog(board.Clock, board.LogSink, board.Link, json);
        Meter = new EnergyMeter(config);
        Faults = new FaultMonitor(config);
        BridgeProof proof = new BridgeProof(board.Authenticator, config);
        Outbox = new Outbox(board.Flash, board.Authenticator, frame, proof);
        _journal = new SessionJournal(board.Flash, frame);
        Tariffs = new TariffCache(board.Flash, board.JsonReader, proof);
        Session = new SessionTracker(config, board.Clock, Meter, _journal, Outbox, Tariffs);
        Wear = new WearCounters(board.Flash);
        ZeroOffset = new ZeroOffset(config.StartCurrentMilliamps);
        _connector = new ConnectorStateMachine(config);
        _lights = new LightSequencer(board.StatusLights, board.Clock.MonotonicMs);
        _announcer = new Announcer(this, config, board, json, _snapshot);
        _mailbox = new Mailbox(this, board, proof, _announcer, _lights);
    }

    /// <summary>The connector's status as of the last tick.</summary>
    public ConnectorStatus Status { get; private set; }

    /// <summary>Why the board started: set before <see cref="Start"/>, told in the log and with the status.</summary>
    public string BootReason { get; set; } = "power-up";

    /// <summary>The last good reading of the sensor, before calibration.</summary>
    public PowerReading Reading => _reading;

    /// <summary>The meter.</summary>
    public EnergyMeter Meter { get; }

    /// <summary>The faults.</summary>
    public FaultMonitor Faults { get; }

    /// <summary>The session.</summary>
    public SessionTracker Session { get; }

    /// <summary>The durable records.</summary>
    public Outbox Outbox { get; }

    /// <summary>What wears out, counted.</summary>
    public WearCounters Wear { get; }

    /// <summary>What the sensor shows when nothing can flow.</summary>
    public ZeroOffset ZeroOffset { get; }

    /// <summary>The cached tariffs.</summary>
    public TariffCache Tariffs { get; }

    /// <summary>Messages that were refused since boot.</summary>
    public int RefusedMessageCount => _mailbox.RefusedCount;

    /// <summary>The serial log.</summary>
    public AgentLog Log { get; }

    /// <summary>Once, before the first tick: takes up what the journal holds.</summary>
    public void Start()
    {
        long nowMs = _clock.MonotonicMs;
        _lastInputs = _inputs.Read();
        bool isPlugged = (_lastInputs & ConnectorInputs.PlugPresent) != 0;
        Tariffs.Open();
        Wear.Open();
        Outbox.Open();
        Meter.Restore(Session.Recover(isPlugged, nowMs));
        Faults.IsJournalDamaged = Outbox.Damage.IsUntold || (Session.IsOpen && _journal.IsDamaged);
        _connector.Resume(isPlugged && Session.IsOpen, Session.HasCharged);
        _announcer.AnnounceBoot();
    }

    /// <summary>The main flow, every 100 ms. A tick in which nothing happens allocates nothing.</summary>
    public void Tick()
    {
        long nowMs = _clock.MonotonicMs;

        bool isMeasured = _sensor.TryRead(_reading);                                                    // Measure.
        ConnectorInputs inputs = _inputs.Read();
        Meter.Add(_reading, isMeasured, nowMs);

        if (inputs != _lastInputs)                                                                      // Count wear.
        {
            Wear.OnInputs(_lastInputs, inputs, _connector.IsDrawing);
            _lastInputs = inputs;
        }

        Faults.Check(Meter, inputs, nowMs);                                                             // Protect.

        Status = _connector.Step(inputs, Meter.CurrentMilliamps, Faults.IsBlocking, Outbox.IsOutOfService, nowMs);   // Decide.

        Session.Follow(Status, inputs, _connector.IsPlugged, nowMs);                                    // Record.
        if (nowMs >= _secondMs)
        {
            EachSecond(nowMs);
        }

        int connectionNumber = _link.ConnectionNumber;                                                  // Tell.
        _mailbox.Take(nowMs);
        _announcer.Tell(connectionNumber, nowMs);

        _lights.Show(Status, Faults, connectionNumber != 0, nowMs);                                     // Show.
    }

    private void EachSecond(long nowMs)
    {
        _secondMs = nowMs + SecondMs;
        _snapshot.Add(Meter.VoltageMillivolts, Meter.CurrentMilliamps, (int)Status);
        bool isHot = (Faults.ActiveMask & (1 << (int)FaultCode.HighTemperature)) != 0;
        Wear.EachSecond(isHot, Session.IsOpen, nowMs);
        ZeroOffset.EachSecond((_lastInputs & ContactorLines) == 0 && !Meter.IsLost, Meter.MicroampsOf(_reading));
        Faults.IsStorageFailing = Session.IsFailing || Outbox.IsFailing;
        _announcer.EachSecond();
        if (nowMs >= _reportMs)
        {
            // A charger where nothing happens tells its counters too: a drift or a bad wire must not wait for the next vehicle.
            _reportMs = nowMs + ReportIntervalMs;
            _announcer.Report();
        }
    }
}
