namespace CloudBridge.Core.Foundation.Clocks;

/// <summary>What chargers whose clocks are set say of the time. Each is kept as how far it is from monotonic time, so that it counts also
/// after the machine's clock has moved. Not thread-safe.</summary>
internal sealed class ClockWitnesses
{
    /// <summary>Chargers' clocks and the network may be off by so much.</summary>
    public static readonly TimeSpan Near = TimeSpan.FromMinutes(10);

    /// <summary>Who is off by more says another time.</summary>
    public static readonly TimeSpan Far = TimeSpan.FromHours(1);

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Word> _words = new(StringComparer.Ordinal);

    /// <summary>A charger says what time it is, so long after the bridge started.</summary>
    public void Hear(string chargerId, DateTimeOffset utc, TimeSpan uptime)
    {
        _words[chargerId] = new Word(uptime, utc - uptime);
    }

    /// <summary>What most of them say of a clock. Where nothing else speaks against the clock it has a voice of its own.</summary>
    public Testimony Ask(DateTimeOffset machineUtc, TimeSpan uptime, bool isSuspect)
    {
        // How far the clock is ahead of each of theirs.
        TimeSpan[] ahead =
        [
            .. _words
                .Values.Where(word => (uptime - word.HeardAt).Duration() <= KeptFor)
                .Select(word => machineUtc - uptime - word.BeganUtc)
                .Order(),
        ];
        int nearCount = ahead.Count(distance => distance.Duration() <= Near);
        int againstCount = Math.Max(ahead.Count(distance => distance > Far), ahead.Count(distance => distance < -Far));
        // Where more than half are far off to the same side, the one in the middle is one of them.
        return new Testimony(
            2 * nearCount > ahead.Length,
            2 * againstCount > ahead.Length + (isSuspect ? 0 : 1) ? ahead[ahead.Length / 2] : null);
    }

    private readonly record struct Word(TimeSpan HeardAt, DateTimeOffset BeganUtc);
}

/// <summary>What most chargers say.</summary>
/// <param name="Agrees">They say the same time.</param>
/// <param name="Ahead">How far the clock is ahead of theirs; null where they do not say another time.</param>
internal readonly record struct Testimony(bool Agrees, TimeSpan? Ahead);
