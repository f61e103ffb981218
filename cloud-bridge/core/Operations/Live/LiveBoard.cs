using System.Collections.Concurrent;
using System.Text;
using CloudBridge.Core.Contract;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Operations.Live;

/// <summary>The last live value, its recent past and the last log lines of each charger, in memory only: a restart forgets them.</summary>
public sealed class LiveBoard
{
    /// <summary>Log lines kept for each charger.</summary>
    public const int LogLinesMax = 50;

    private const int PayloadMax = 4096;

    private readonly ConcurrentDictionary<string, LiveState> _states = new(StringComparer.Ordinal);

    /// <summary>Since when messages come here, unix ms: of what was told before nobody knows whether it still is so.</summary>
    public long StartedUtcMs { get; init; }

    /// <summary>Takes a live or log message of a known charger; too long ones are dropped.</summary>
    public void Put(string chargerId, Topic topic, byte[] payload, long atUtcMs)
    {
        if (payload.Length > PayloadMax)
        {
            return;
        }

        LiveState state = _states.GetOrAdd(chargerId, _ => new LiveState());
        string text = Encoding.UTF8.GetString(payload);
        lock (state)
        {
            if (topic == Topic.Live)
            {
                state.Live = new TimedText(atUtcMs, text);
                LiveReading? reading = LiveReading.Read(payload, atUtcMs);
                if (reading != null)
                {
                    state.Reading = reading;
                    state.Trail.Add(reading);
                }

                return;
            }

            state.Log.Enqueue(new TimedText(atUtcMs, text));
            if (state.Log.Count > LogLinesMax)
            {
                state.Log.Dequeue();
            }
        }
    }

    /// <summary>Chargers with a live message since an instant (unix ms).</summary>
    public IEnumerable<string> LiveSince(long atUtcMs)
    {
        return _states.Where(pair => pair.Value.Live?.AtUtcMs >= atUtcMs).Select(pair => pair.Key);
    }

    /// <summary>The last live message; null before the first.</summary>
    public TimedText? LiveOf(string chargerId)
    {
        return _states.TryGetValue(chargerId, out LiveState? state) ? state.Live : null;
    }

    /// <summary>The last live message that could be read; null before the first.</summary>
    public LiveReading? ReadingOf(string chargerId)
    {
        return _states.TryGetValue(chargerId, out LiveState? state) ? state.Reading : null;
    }

    /// <summary>What a charger told within the last 24 hours, thinned, oldest first.</summary>
    public IReadOnlyList<TrailPoint> TrailOf(string chargerId)
    {
        if (!_states.TryGetValue(chargerId, out LiveState? state))
        {
            return [];
        }

        lock (state)
        {
            return state.Trail.Points();
        }
    }

    /// <summary>The last log lines, oldest first.</summary>
    public IReadOnlyList<TimedText> LogOf(string chargerId)
    {
        if (!_states.TryGetValue(chargerId, out LiveState? state))
        {
            return [];
        }

        lock (state)
        {
            return [.. state.Log];
        }
    }

    private sealed class LiveState
    {
        public TimedText? Live { get; set; }

        public LiveReading? Reading { get; set; }

        public LiveTrail Trail { get; } = new();

        public Queue<TimedText> Log { get; } = new();
    }
}

/// <summary>A text and when it came.</summary>
/// <param name="AtUtcMs">Unix ms.</param>
/// <param name="Text">The text.</param>
public sealed record TimedText(long AtUtcMs, string Text);
