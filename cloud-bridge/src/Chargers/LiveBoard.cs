using System.Collections.Concurrent;
using System.Text;
using Firmware.Core.Messaging;

namespace CloudBridge.Chargers;

/// <summary>The last live value and the last log lines of each charger, in memory only: the next message replaces them, and a restart forgets them.</summary>
public sealed class LiveBoard
{
    /// <summary>Log lines kept for each charger.</summary>
    public const int LogLinesMax = 50;

    private const int PayloadMax = 4096;

    private readonly ConcurrentDictionary<string, LiveState> _states = new(StringComparer.Ordinal);

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

        public Queue<TimedText> Log { get; } = new();
    }
}

/// <summary>A text and when it came.</summary>
/// <param name="AtUtcMs">Unix ms.</param>
/// <param name="Text">The text.</param>
public sealed record TimedText(long AtUtcMs, string Text);
