using System.Collections.Concurrent;

namespace CloudBridge.Core.Registry.Access;

/// <summary>
/// Bounds on guessing a password: a name waits after several wrong ones in a row.
/// </summary>
public sealed class SignInLimits
{
    /// <summary>Wrong passwords in a row after which a name has to wait.</summary>
    public const int WrongMax = 5;

    /// <summary>How long a name waits.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(5);

    private const int NamesMax = 10000;

    private readonly ConcurrentDictionary<string, Wrong> _wrong = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;

    /// <summary>Nothing was tried yet.</summary>
    public SignInLimits(TimeProvider clock)
    {
        _clock = clock;
    }

    /// <summary>Whether a name has to wait; unknown names do as well, so that nobody learns which there are.</summary>
    public bool MustWait(string name)
    {
        return _wrong.TryGetValue(name, out Wrong? wrong) && wrong.Count >= WrongMax && _clock.GetUtcNow() < wrong.Until;
    }

    /// <summary>A wrong password was given.</summary>
    public void CountWrong(string name)
    {
        if (!Person.IsName(name))
        {
            // Nobody can be called so, and it may be long.
            return;
        }

        DateTimeOffset now = _clock.GetUtcNow();
        if (_wrong.Count >= NamesMax)
        {
            foreach (KeyValuePair<string, Wrong> old in _wrong.Where(entry => entry.Value.Until <= now))
            {
                _wrong.TryRemove(old);
            }
        }

        if (_wrong.Count < NamesMax || _wrong.ContainsKey(name))
        {
            _wrong.AddOrUpdate(
                name,
                _ => new Wrong(1, now + Wait),
                (_, wrong) => new Wrong(wrong.Until <= now ? 1 : wrong.Count + 1, now + Wait));
        }
    }

    /// <summary>The right password was given.</summary>
    public void Forget(string name)
    {
        _wrong.TryRemove(name, out _);
    }

    private sealed record Wrong(int Count, DateTimeOffset Until);
}
