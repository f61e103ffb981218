namespace CloudBridge.Core.Registry.Access;

/// <summary>
/// Bounds on guessing a password or a code: what it is counted by, such as a name, waits after several wrong ones in a row. What is kept is
/// bounded: of too many the one whose last wrong try is the oldest goes first.
/// </summary>
public sealed class SignInLimits
{
    /// <summary>Wrong passwords in a row after which a name has to wait.</summary>
    public const int WrongMax = 5;

    /// <summary>How long a name waits.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(5);

    private const int KeysMax = 10000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Wrong>> _wrong = new(StringComparer.Ordinal);
    private readonly LinkedList<Wrong> _byAge = new();
    private readonly TimeProvider _clock;
    private readonly int _wrongMax;
    private readonly int _keysMax;

    /// <summary>Nothing was tried yet.</summary>
    public SignInLimits(TimeProvider clock, int wrongMax = WrongMax, int keysMax = KeysMax)
    {
        _clock = clock;
        _wrongMax = wrongMax;
        _keysMax = keysMax;
    }

    /// <summary>Whether a key has to wait; that of an unknown name does as well, so that nobody learns which there are.</summary>
    public bool MustWait(string key)
    {
        lock (_lock)
        {
            return _wrong.TryGetValue(key, out LinkedListNode<Wrong>? node)
                && node.Value.Count >= _wrongMax
                && _clock.GetUtcNow() < node.Value.Until;
        }
    }

    /// <summary>A wrong one was given.</summary>
    public void CountWrong(string key)
    {
        lock (_lock)
        {
            DateTimeOffset now = _clock.GetUtcNow();
            int before = 0;
            if (_wrong.Remove(key, out LinkedListNode<Wrong>? node))
            {
                before = node.Value.Until <= now ? 0 : node.Value.Count;
                _byAge.Remove(node);
            }
            else if (_wrong.Count >= _keysMax)
            {
                _wrong.Remove(_byAge.First!.Value.Key);
                _byAge.RemoveFirst();
            }

            _wrong[key] = _byAge.AddLast(new Wrong(key, before + 1, now + Wait));
        }
    }

    /// <summary>The right one was given.</summary>
    public void Forget(string key)
    {
        lock (_lock)
        {
            if (_wrong.Remove(key, out LinkedListNode<Wrong>? node))
            {
                _byAge.Remove(node);
            }
        }
    }

    private sealed record Wrong(string Key, int Count, DateTimeOffset Until);
}
