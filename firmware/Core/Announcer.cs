using Firmware.Core.Config;
using Firmware.Core.Connector;
using Firmware.Core.Faults;
using Firmware.Core.Journal;
using Firmware.Core.Json;
using Firmware.Core.Logging;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Sessions;
using Firmware.Core.Tariffs;

namespace Firmware.Core;

/// <summary>Notices what has changed and tells it: alerts into the outbox, lines into the log, status and live value to the broker. At most
/// one publication a tick.</summary>
public sealed class Announcer
{
    /// <summary>Longest of the short messages in bytes: an alert with a snapshot of 30 samples. Summaries have a buffer of their
    /// own.</summary>
    public const int MessageMax = 1536;

    private const int AlertRetryMs = 10000;

    private readonly ChargeAgent _agent;
    private readonly FaultMonitor _faults;
    private readonly SessionTracker _session;
    private readonly Outbox _outbox;
    private readonly AgentConfig _config;
    private readonly IClock _clock;
    private readonly ILink _link;
    private readonly JsonWriter _json;
    private readonly OutboxSender _sender;
    private readonly Alert _alert;
    private readonly AgentCounters _counters = new AgentCounters();
    private readonly LivePace _live;
    private ConnectorStatus _status = ConnectorStatus.Unavailable;
    private int _connectionNumber;
    private bool _wasOpen;
    private bool _isStatusDue = true;
    private bool _isCompleteTold;
    private int _unkeptRaisedMask;
    private int _unkeptClearedMask;
    private long _alertRetryMs;

    /// <summary>An announcer for an agent; the snapshot is frozen into each fault it tells.</summary>
    public Announcer(ChargeAgent agent, AgentConfig config, IBoard board, JsonWriter json, FaultSnapshot snapshot)
    {
        _agent = agent;
        _faults = agent.Faults;
        _session = agent.Session;
        _outbox = agent.Outbox;
        _config = config;
        _clock = board.Clock;
        _link = board.Link;
        _json = json;
        _alert = new Alert(snapshot);
        _sender = new OutboxSender(config, agent.Outbox, json);
        _live = new LivePace(config);
    }

    /// <summary>The first lines of the log.</summary>
    public void AnnounceBoot()
    {
        BootLog.Write(_agent, _config);
    }

    /// <summary>One step.</summary>
    public void Tell(int connectionNumber, long nowMs)
    {
        if (_agent.Status != _status)
        {
            OnStatus();
        }

        if (_faults.HasChanged)
        {
            OnFaults();
        }

        if ((_unkeptRaisedMask | _unkeptClearedMask) != 0 && nowMs >= _alertRetryMs)
        {
            _alertRetryMs = nowMs + AlertRetryMs;
            RetryAlerts();
        }

        if (_session.IsOpen != _wasOpen)
        {
            OnSession();
        }

        if (connectionNumber != _connectionNumber)
        {
            OnConnection(connectionNumber);
        }

        if (connectionNumber != 0 && (_isStatusDue || _outbox.WaitingCount > 0 || (_wasOpen && nowMs >= _live.DueMs)))
        {
            Publish(nowMs);
        }
    }

    /// <summary>A durable record has its receipt.</summary>
    public void OnReceipt(long sequence)
    {
        _sender.OnReceipt(sequence);
    }

    /// <summary>The tariff for the next session has been taken.</summary>
    public void OnTariff()
    {
        Tariff? tariff = _agent.Tariffs.Current;
        if (tariff != null && (tariff.Version != _counters.TariffVersion || tariff.Hash != _counters.TariffHash))
        {
            _agent.Log.Write(LogLevel.Note, "tariff", tariff.Id + " version " + tariff.Version.ToString() + " from the next session on");
            _isStatusDue = true;
        }
    }

    /// <summary>Status and live value are due now.</summary>
    public void Report()
    {
        _isStatusDue = true;
        _live.Hasten();
    }

    /// <summary>Somebody looks at the running session: live values come each second for a minute.</summary>
    public void Watch(long nowMs)
    {
        _live.Watch(nowMs);
    }

    /// <summary>Once a second: looks whether the running session is still what was told of it.</summary>
    public void EachSecond()
    {
        if (_wasOpen)
        {
            _live.EachSecond(_agent.Meter.PowerMilliwatts, _session.Price);
        }
    }

    private void Publish(long nowMs)
    {
        if (_isStatusDue)
        {
            PublishStatus(nowMs);
            return;
        }

        _sender.Pump(_link, nowMs);
        if (_wasOpen && nowMs >= _live.DueMs)
        {
            LiveMessage.Write(_json, _status, _agent.Meter, _session, _clock.UtcUnixMs);
            _live.OnTold(_agent.Meter.PowerMilliwatts, _session.Price, nowMs);
            _link.Publish(Topic.Live, _json.Buffer, _json.Length);
        }
    }

    private void PublishStatus(long nowMs)
    {
        Tariff? tariff = _agent.Tariffs.Current;
        _counters.BootCount = _outbox.BootCount;
        _counters.BootReason = _agent.BootReason;
        _counters.UptimeMs = nowMs;
        _counters.ClockQuality = ClockQualityLetter.Of(_clock.Quality);
        _counters.TariffVersion = tariff == null ? 0 : tariff.Version;
        _counters.TariffHash = tariff == null ? "" : tariff.Hash;
        _counters.RecordsWaiting = _outbox.WaitingCount;
        _counters.MeterGaps = _agent.Meter.GapCount;
        _counters.MeterImplausible = _agent.Meter.ImplausibleCount;
        _counters.SensorErrors = _agent.Meter.FailedReadCount;
        _counters.ZeroOffsetMilliamps = _agent.ZeroOffset.Milliamps;
        _counters.ContactorCycles = _agent.Wear.ContactorCycles;
        _counters.HotOpenings = _agent.Wear.HotOpenings;
        _counters.OverTemperatureTrips = _agent.Wear.OverTemperatureTrips;
        _counters.OutboxBytesFree = _outbox.FreeBytes;
        _counters.AlertsDropped = _outbox.DroppedAlertCount;
        _counters.RecordsGivenUp = _outbox.GivenUpCount;
        _counters.MessagesRefused = _agent.RefusedMessageCount;
        StatusMessage.Write(_json, _config, _status, _faults, _counters);
        _isStatusDue = _link.Publish(Topic.Status, _json.Buffer, _json.Length) == 0;
    }

    private void OnStatus()
    {
        _agent.Log.Write(LogLevel.Note, "status", ConnectorStatusName.Of(_status) + " -> " + ConnectorStatusName.Of(_agent.Status));
        _status = _agent.Status;
        Report();
        if (_status == ConnectorStatus.SuspendedEV && _session.HasCharged && !_isCompleteTold)
        {
            _isCompleteTold = true;
            Keep(Alert.ChargeComplete, true);
        }
    }

    private void OnFaults()
    {
        for (int i = 0; i < FaultTable.Count; i++)
        {
            int bit = 1 << i;
            bool isRaised = (_faults.RaisedMask & bit) != 0;
            if (isRaised || (_faults.ClearedMask & bit) != 0)
            {
                KeepFault(i, isRaised);
                LogLevel level = isRaised ? LogLevel.Error : LogLevel.Note;
                _agent.Log.Write(level, "fault", FaultTable.VendorCodeOf((FaultCode)i) + (isRaised ? " raised" : " cleared"));
            }
        }

        Report();
    }

    private void OnSession()
    {
        _wasOpen = _session.IsOpen;
        ChargingSession session = _session.Session;
        _isCompleteTold = _wasOpen && session.HasParked;
        if (_wasOpen)
        {
            string register = session.RegisterStartMilliwattHours.ToString();
            _agent.Log.Write(LogLevel.Note, "session", SessionId() + " begins, register " + register + " mWh");
        }
        else
        {
            _agent.Log.Write(
                LogLevel.Note,
                "session",
                SessionId() + " ends: " + EndReasonName.Of(session.EndReason) + ", " + session.EnergyMilliwattHours.ToString() + " mWh, "
                    + session.PeriodCount.ToString() + " periods");
        }

        Report();
    }

    private void OnConnection(int connectionNumber)
    {
        _connectionNumber = connectionNumber;
        _agent.Log.Write(LogLevel.Note, "link", _connectionNumber == 0 ? "disconnected" : "connected");
        Report();
    }

    /// <summary>An alert that flash refused is told later, with the time of then: no fault stays untold because of another.</summary>
    private void RetryAlerts()
    {
        int raisedMask = _unkeptRaisedMask;
        int clearedMask = _unkeptClearedMask;
        _unkeptRaisedMask = 0;
        _unkeptClearedMask = 0;
        for (int i = 0; i < FaultTable.Count; i++)
        {
            if ((raisedMask & (1 << i)) != 0)
            {
                KeepFault(i, true);
            }

            if ((clearedMask & (1 << i)) != 0)
            {
                KeepFault(i, false);
            }
        }
    }

    private void KeepFault(int code, bool isRaised)
    {
        if (Keep(code, isRaised))
        {
            return;
        }

        _unkeptRaisedMask |= isRaised ? 1 << code : 0;
        _unkeptClearedMask |= isRaised ? 0 : 1 << code;
    }

    private bool Keep(int code, bool isRaised)
    {
        _alert.Code = code;
        _alert.IsRaised = isRaised;
        _alert.MissingCount = _outbox.Damage.MissingCount;
        _alert.MissingFirst = _outbox.Damage.MissingFirst;
        _alert.MissingLast = _outbox.Damage.MissingLast;
        _alert.Quality = _clock.Quality;
        _alert.AtUtcMs = _clock.Quality == ClockQuality.Unknown ? 0 : _clock.UtcUnixMs;
        _alert.SessionNumber = _session.IsOpen ? _session.Session.Number : 0;
        _alert.SessionMilliwattHours = _session.IsOpen ? _session.EnergyMilliwattHours : 0;
        if (_outbox.TryAppend(_alert))
        {
            return true;
        }

        _agent.Log.Write(LogLevel.Error, "journal", "alert " + _alert.VendorCode + " could not be kept");
        return false;
    }

    private string SessionId()
    {
        return SessionMessage.IdOf(_config.ChargerId, _session.Session.Number);
    }
}
