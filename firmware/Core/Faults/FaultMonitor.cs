using Firmware.Core.Config;
using Firmware.Core.Metering;
using Firmware.Core.Ports;

namespace Firmware.Core.Faults;

/// <summary>The active set of faults. Each is raised once and cleared once; the aggregate says whether charging is forbidden.</summary>
public sealed class FaultMonitor
{
    private const ConnectorInputs FaultLines =
        ConnectorInputs.ResidualCurrentTrip
        | ConnectorInputs.OverTemperature
        | ConnectorInputs.EmergencyStop
        | ConnectorInputs.EnclosureOpen;

    private const ConnectorInputs ContactorLines = ConnectorInputs.ContactorCommanded | ConnectorInputs.ContactorClosed;

    private readonly int _overCurrentMilliamps;
    private readonly int _startCurrentMilliamps;
    private readonly int _voltageMinMillivolts;
    private readonly int _voltageMaxMillivolts;
    private readonly int _unplugClearedMask;
    private readonly int _criticalMask;
    private readonly long[] _changedMs = new long[FaultTable.Count];
    private int _standingConditions;
    private int _conditions;
    private long _nextDeadlineMs = long.MaxValue;

    /// <summary>A monitor with nothing active.</summary>
    public FaultMonitor(AgentConfig config)
    {
        _overCurrentMilliamps = config.RatedCurrentMilliamps / 10 * 11;
        _startCurrentMilliamps = config.StartCurrentMilliamps;
        _voltageMinMillivolts = config.VoltageMinMillivolts;
        _voltageMaxMillivolts = config.VoltageMaxMillivolts;
        for (int i = 0; i < FaultTable.Count; i++)
        {
            _unplugClearedMask |= FaultTable.StaysUntilUnplugged((FaultCode)i) ? 1 << i : 0;
            _criticalMask |= FaultTable.SeverityOf((FaultCode)i) == FaultSeverity.Critical ? 1 << i : 0;
        }
    }

    /// <summary>Active faults, one bit for each <see cref="FaultCode"/>.</summary>
    public int ActiveMask { get; private set; }

    /// <summary>Faults raised by the last check.</summary>
    public int RaisedMask { get; private set; }

    /// <summary>Faults cleared by the last check.</summary>
    public int ClearedMask { get; private set; }

    /// <summary>Whether the last check raised or cleared anything.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Whether an active fault forbids charging.</summary>
    public bool IsBlocking { get; private set; }

    /// <summary>The journal cannot be written; set by the agent.</summary>
    public bool IsStorageFailing { get; set; }

    /// <summary>Newer settings than those in force cannot be used; set when the agent starts.</summary>
    public bool IsSettingsRefused
    {
        get { return (_standingConditions & (1 << (int)FaultCode.SettingsRefused)) != 0; }
        set { SetStanding(FaultCode.SettingsRefused, value); }
    }

    /// <summary>Something that the journal held cannot be read any more; set when the agent starts, and it stands until the next
    /// start.</summary>
    public bool IsJournalDamaged
    {
        get { return (_standingConditions & (1 << (int)FaultCode.JournalDamaged)) != 0; }
        set { SetStanding(FaultCode.JournalDamaged, value); }
    }

    /// <summary>The first active fault that forbids charging, or else the first active one; false when nothing is wrong.</summary>
    public bool TryGetWorst(out FaultCode code)
    {
        return FaultTable.TryGetWorst(ActiveMask, out code);
    }

    /// <summary>Looks at everything that can be wrong, once a tick.</summary>
    public void Check(EnergyMeter meter, ConnectorInputs inputs, long nowMs)
    {
        int conditions = Conditions(meter, inputs);
        if (conditions != _conditions || nowMs >= _nextDeadlineMs || HasChanged)
        {
            Debounce(conditions, nowMs);
        }
    }

    private void SetStanding(FaultCode code, bool isStanding)
    {
        _standingConditions &= ~(1 << (int)code);
        _standingConditions |= isStanding ? 1 << (int)code : 0;
    }

    private int Conditions(EnergyMeter meter, ConnectorInputs inputs)
    {
        int conditions = (int)(inputs & FaultLines) | _standingConditions;
        // The last reading of a lost sensor says nothing about now: an opened contactor would seem welded for ever.
        bool isLost = meter.IsLost;
        int currentMilliamps = isLost ? 0 : meter.CurrentMilliamps;
        int voltageMillivolts = isLost ? _voltageMinMillivolts : meter.VoltageMillivolts;
        ConnectorInputs contactor = inputs & ContactorLines;
        if (currentMilliamps > _overCurrentMilliamps)
        {
            conditions |= 1 << (int)FaultCode.OverCurrentFailure;
        }

        if (voltageMillivolts > _voltageMaxMillivolts)
        {
            conditions |= 1 << (int)FaultCode.OverVoltage;
        }

        if (isLost)
        {
            conditions |= 1 << (int)FaultCode.PowerMeterFailure;
        }

        if (contactor == ContactorLines)
        {
            conditions |= ClosedConditions(inputs, voltageMillivolts);
        }
        else if (contactor != ConnectorInputs.None || currentMilliamps >= _startCurrentMilliamps)
        {
            conditions |= 1 << (int)FaultCode.PowerSwitchFailure;
        }

        if ((inputs & ConnectorInputs.MainsPresent) == 0)
        {
            conditions |= 1 << (int)FaultCode.MainsLost;
        }

        if (IsStorageFailing)
        {
            conditions |= 1 << (int)FaultCode.StorageFailure;
        }

        if (ActiveMask != 0 && (inputs & ConnectorInputs.PlugPresent) != 0)
        {
            conditions |= ActiveMask & _unplugClearedMask;
        }

        return conditions;
    }

    private int ClosedConditions(ConnectorInputs inputs, int voltageMillivolts)
    {
        int conditions = 0;
        if (voltageMillivolts < _voltageMinMillivolts && (inputs & ConnectorInputs.MainsPresent) != 0)
        {
            conditions |= 1 << (int)FaultCode.UnderVoltage;
        }

        if ((inputs & ConnectorInputs.LatchLocked) == 0)
        {
            conditions |= 1 << (int)FaultCode.ConnectorLockFailure;
        }

        return conditions;
    }

    private void Debounce(int conditions, long nowMs)
    {
        int changed = conditions ^ _conditions;
        _conditions = conditions;
        _nextDeadlineMs = long.MaxValue;
        RaisedMask = 0;
        ClearedMask = 0;
        for (int i = 0; i < FaultTable.Count; i++)
        {
            int bit = 1 << i;
            if ((changed & bit) != 0)
            {
                _changedMs[i] = nowMs;
            }

            bool isPresent = (conditions & bit) != 0;
            if (isPresent == ((ActiveMask & bit) != 0))
            {
                continue;
            }

            int debounceMs = isPresent ? FaultTable.RaiseAfterMsOf((FaultCode)i) : FaultTable.ClearAfterMsOf((FaultCode)i);
            long dueMs = _changedMs[i] + debounceMs;
            if (nowMs < dueMs)
            {
                _nextDeadlineMs = dueMs < _nextDeadlineMs ? dueMs : _nextDeadlineMs;
            }
            else if (isPresent)
            {
                RaisedMask |= bit;
            }
            else
            {
                ClearedMask |= bit;
            }
        }

        ActiveMask = (ActiveMask | RaisedMask) & ~ClearedMask;
        IsBlocking = (ActiveMask & _criticalMask) != 0;
        HasChanged = (RaisedMask | ClearedMask) != 0;
    }
}
