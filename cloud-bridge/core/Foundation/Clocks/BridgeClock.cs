namespace CloudBridge.Core.Foundation.Clocks;

/// <summary>
/// The time that a bridge goes by, and the one judge of it: the machine's clock, held against monotonic time, the newest document and the
/// chargers' clocks. Where it jumps, this one goes on from where it was, so that nothing grows old or young at once; and there is a doubt,
/// with which whatever gives out numbers, makes statements or renews waits. Thread-safe.
/// </summary>
public sealed class BridgeClock : TimeProvider
{
    /// <summary>Smaller steps are time servers' work.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    /// <summary>After a longer time without documents a start asks the chargers first.</summary>
    public static readonly TimeSpan AwayMax = TimeSpan.FromDays(31);

    /// <summary>So long a start waits for them.</summary>
    public static readonly TimeSpan TestimonyPatience = TimeSpan.FromMinutes(10);

    // Quartz is off by at most a thousandth; what monotonic time has counted is forgotten before that grows.
    private const int DriftDivisor = 1000;
    private static readonly TimeSpan AnchoredFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AskedEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RememberedFrom = TimeSpan.FromHours(1);

    private readonly TimeProvider _machine;
    private readonly ClockWitnesses? _witnesses;
    private readonly Lock _lock = new();
    private readonly long _startedAt;
    private DateTimeOffset _anchorUtc;
    private TimeSpan _room;
    private long _anchoredAt;
    private long _askedAt;
    private long _doubtedAt;
    private ClockDoubt? _doubt;
    private bool _isVouched;
    private int _doubtNumber;

    /// <summary>Over a machine's clock, which is believed so far; what chargers say of the time counts or does not.</summary>
    public BridgeClock(TimeProvider machine, bool areChargersHeard)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _machine = machine;
        _witnesses = areChargersHeard ? new ClockWitnesses() : null;
        _startedAt = _askedAt = machine.GetTimestamp();
        Anchor(machine.GetUtcNow(), _startedAt);
    }

    /// <summary>Counts the doubts since the start: who has read it twice knows whether there was one in between.</summary>
    public int DoubtNumber => Volatile.Read(ref _doubtNumber);

    /// <summary>What the machine's clock says.</summary>
    public DateTimeOffset MachineUtc => _machine.GetUtcNow();

    /// <inheritdoc />
    public override long TimestampFrequency => _machine.TimestampFrequency;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => _machine.LocalTimeZone;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return Judge();
        }
    }

    /// <inheritdoc />
    public override long GetTimestamp()
    {
        return _machine.GetTimestamp();
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        return _machine.CreateTimer(callback, state, dueTime, period);
    }

    /// <summary>Why the machine's clock is not believed now; null where it is.</summary>
    public ClockDoubt? FindDoubt()
    {
        lock (_lock)
        {
            Judge();
            return _doubt;
        }
    }

    /// <summary>Holds the clock against what a database knows. To be called once, before anything is asked.</summary>
    public void Begin(ClockHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        lock (_lock)
        {
            DateTimeOffset machineUtc = _machine.GetUtcNow();
            DateTimeOffset rightUtc = history.RightUtcMs is long rightUtcMs ? At(rightUtcMs) : machineUtc;
            TimeSpan away = machineUtc - rightUtc;
            if (history.Doubt is StoredDoubt stored && IsRemembered(stored))
            {
                TimeSpan half = (At(stored.MachineUtcMs) - At(stored.SteadyUtcMs)) / 2;
                // After a jump ahead it is still wrong if it is nearer to where it jumped than to where it came from.
                Anchor(At(stored.SteadyUtcMs), _startedAt, half > TimeSpan.Zero && half < AwayMax ? half : AwayMax);
                Begin(stored.Reason, machineUtc - _anchorUtc);
            }
            else if (away < -Tolerance || (away > AwayMax && _witnesses != null && history.HasChargers))
            {
                Anchor(rightUtc, _startedAt, AwayMax);
                Begin(away < TimeSpan.Zero ? ClockDoubt.WentBack : ClockDoubt.LongAway, away);
            }
            else
            {
                _isVouched = history.Acceptance is ClockAcceptance word && (machineUtc - At(word.ToldUtcMs)).Duration() <= AwayMax;
            }
        }
    }

    /// <summary>A charger whose clock is set says what time it is, unix ms.</summary>
    public void HearCharger(string chargerId, long utcMs)
    {
        if (_witnesses != null)
        {
            lock (_lock)
            {
                _witnesses.Hear(chargerId, At(utcMs), Uptime(_machine.GetTimestamp()));
            }
        }
    }

    /// <summary>An operator has said that the machine's clock is right: it is believed until it jumps, whatever chargers say.</summary>
    public void Accept()
    {
        lock (_lock)
        {
            End(_machine.GetUtcNow(), _machine.GetTimestamp());
            _isVouched = true;
        }
    }

    // The time to go by.
    private DateTimeOffset Judge()
    {
        long stamp = _machine.GetTimestamp();
        DateTimeOffset machineUtc = _machine.GetUtcNow();
        TimeSpan since = _machine.GetElapsedTime(_anchoredAt, stamp);
        DateTimeOffset steadyUtc = _anchorUtc + since;
        TimeSpan slack = Tolerance + (since.Duration() / DriftDivisor);
        bool isExpected = machineUtc >= steadyUtc - slack && machineUtc <= steadyUtc + _room + slack;
        if (_doubt != null)
        {
            return IsOver(machineUtc, stamp, isExpected) ? End(machineUtc, stamp) : GoOn(machineUtc, stamp);
        }

        if (isExpected)
        {
            return Follow(machineUtc, stamp, since);
        }

        if (Ask(machineUtc, stamp, isSuspect: true).Agrees)
        {
            // A machine that was asleep, or has found its time server: whoever else knows the time says so too.
            return End(machineUtc, stamp);
        }

        Anchor(steadyUtc, stamp);
        Begin(ClockDoubt.Jumped, machineUtc - steadyUtc);
        return steadyUtc;
    }

    private DateTimeOffset Follow(DateTimeOffset machineUtc, long stamp, TimeSpan since)
    {
        if (since.Duration() >= AnchoredFor)
        {
            Anchor(machineUtc, stamp);
        }

        return !_isVouched && IsTimeToAsk(stamp) && Ask(machineUtc, stamp, isSuspect: false).Ahead is TimeSpan ahead
            ? BelieveChargers(machineUtc, stamp, ahead)
            : machineUtc;
    }

    private DateTimeOffset BelieveChargers(DateTimeOffset machineUtc, long stamp, TimeSpan ahead)
    {
        Anchor(machineUtc - ahead - ClockWitnesses.Near, stamp, 2 * ClockWitnesses.Near);
        Begin(ClockDoubt.ChargersDisagree, ahead);
        return GoOn(machineUtc, stamp);
    }

    // The best guess while there is a doubt.
    private DateTimeOffset GoOn(DateTimeOffset machineUtc, long stamp)
    {
        return _doubt!.Reason switch
        {
            ClockDoubt.LongAway => machineUtc,
            ClockDoubt.ChargersDisagree => _anchorUtc + (_room / 2) + _machine.GetElapsedTime(_anchoredAt, stamp),
            _ => _anchorUtc + _machine.GetElapsedTime(_anchoredAt, stamp),
        };
    }

    private bool IsOver(DateTimeOffset machineUtc, long stamp, bool isExpected)
    {
        if (!isExpected && !IsTimeToAsk(stamp))
        {
            return false;
        }

        Testimony testimony = Ask(machineUtc, stamp, isSuspect: true);
        bool isAway = _doubt!.Reason == ClockDoubt.LongAway;
        if (isAway && testimony.Ahead is TimeSpan ahead)
        {
            BelieveChargers(machineUtc, stamp, ahead);
        }

        return testimony.Agrees
            || (testimony.Ahead == null
                && (isExpected || (isAway && _machine.GetElapsedTime(_doubtedAt, stamp) >= TestimonyPatience)));
    }

    private bool IsTimeToAsk(long stamp)
    {
        if (_machine.GetElapsedTime(_askedAt, stamp).Duration() < AskedEvery)
        {
            return false;
        }

        _askedAt = stamp;
        return true;
    }

    private Testimony Ask(DateTimeOffset machineUtc, long stamp, bool isSuspect)
    {
        return _witnesses?.Ask(machineUtc, Uptime(stamp), isSuspect) ?? default;
    }

    // A small step is forgotten, because nobody knows how long the bridge was off; so is what chargers said who do not count any more. That
    // nobody has said anything yet comes out again.
    private bool IsRemembered(StoredDoubt stored)
    {
        return (stored.Reason != ClockDoubt.ChargersDisagree || _witnesses != null)
            && stored.Reason != ClockDoubt.LongAway
            && (At(stored.MachineUtcMs) - At(stored.SteadyUtcMs)).Duration() >= RememberedFrom;
    }

    private void Begin(string reason, TimeSpan ahead)
    {
        _doubtedAt = _machine.GetTimestamp();
        _doubt = new ClockDoubt(reason, ahead);
        _isVouched = false;
        _doubtNumber++;
    }

    private DateTimeOffset End(DateTimeOffset machineUtc, long stamp)
    {
        Anchor(machineUtc, stamp);
        _doubt = null;
        _isVouched = false;
        return machineUtc;
    }

    // The clock is expected to go on from here, or somewhere within some room after it: where chargers tell the time only roughly, and
    // after a time in which nobody counted.
    private void Anchor(DateTimeOffset utc, long stamp, TimeSpan room = default)
    {
        (_anchorUtc, _anchoredAt, _room) = (utc, stamp, room);
    }

    private TimeSpan Uptime(long stamp)
    {
        return _machine.GetElapsedTime(_startedAt, stamp);
    }

    private static DateTimeOffset At(long utcMs)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(utcMs);
    }
}
