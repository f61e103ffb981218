using Firmware.Core.Ports;

namespace Firmware.Core.Wear;

/// <summary>
/// What wears out over a charger's life, counted: closings of the contactor, openings under load, over-temperature trips. It counts on
/// edges and writes in the second's step, so that a steady tick does nothing here.
/// </summary>
public sealed class WearCounters
{
    /// <summary>A change is written at once when this long ago nothing was, or else after it: at most 144 writes a day, one tenth of what
    /// checkpoints write.</summary>
    public const int WriteIntervalMs = 600000;

    /// <summary>A contactor that chatters is written sooner, after so many changes: what a power cut or a torn write can lose.</summary>
    public const int UnwrittenMax = 20;

    private readonly WearFile _file;
    private long _contactorCycles;
    private long _hotOpenings;
    private long _overTemperatureTrips;
    private int _unwrittenCount;
    private long _nextWriteMs;
    private bool _wasHot;
    private bool _wasInSession;

    /// <summary>Counters on a flash store, not yet opened.</summary>
    public WearCounters(IFlashStore flash)
    {
        _file = new WearFile(flash);
    }

    /// <summary>Closings of the contactor's auxiliary contact.</summary>
    public long ContactorCycles => _contactorCycles;

    /// <summary>Openings while the current was at least the start threshold: each burns the contacts.</summary>
    public long HotOpenings => _hotOpenings;

    /// <summary>How often the temperature switch has tripped for long enough to be a fault.</summary>
    public long OverTemperatureTrips => _overTemperatureTrips;

    /// <summary>The last write did not succeed. That is no StorageFailure: no session is lost with it, and the journal soon finds out by
    /// itself.</summary>
    public bool IsFailing { get; private set; }

    /// <summary>Takes up what is on flash.</summary>
    public void Open()
    {
        _file.Open(out _contactorCycles, out _hotOpenings, out _overTemperatureTrips);
    }

    /// <summary>The lines have changed; whether a vehicle was drawing is what the tick before said, because at an opening the current is
    /// already gone.</summary>
    public void OnInputs(ConnectorInputs before, ConnectorInputs after, bool wasDrawing)
    {
        if (((before ^ after) & ConnectorInputs.ContactorClosed) == 0)
        {
            return;
        }

        if ((after & ConnectorInputs.ContactorClosed) != 0)
        {
            _contactorCycles++;
            _unwrittenCount++;
        }
        else if (wasDrawing && (after & ConnectorInputs.MainsPresent) != 0)
        {
            // A contactor that drops because the mains went breaks no current.
            _hotOpenings++;
            _unwrittenCount++;
        }
    }

    /// <summary>Once a second: a trip shows for at least a minute, so none is missed; then what is due is written.</summary>
    public void EachSecond(bool isHot, bool isInSession, long nowMs)
    {
        if (isHot && !_wasHot)
        {
            _overTemperatureTrips++;
            _unwrittenCount++;
        }

        bool hasEnded = _wasInSession && !isInSession;
        _wasHot = isHot;
        _wasInSession = isInSession;
        if (_unwrittenCount > 0 && (nowMs >= _nextWriteMs || hasEnded || _unwrittenCount >= UnwrittenMax))
        {
            Write(nowMs);
        }
    }

    private void Write(long nowMs)
    {
        // A flash that refuses is tried again when the next write is due, never each second.
        IsFailing = !_file.TryWrite(_contactorCycles, _hotOpenings, _overTemperatureTrips);
        _nextWriteMs = nowMs + WriteIntervalMs;
        _unwrittenCount = IsFailing ? 1 : 0;
    }
}
