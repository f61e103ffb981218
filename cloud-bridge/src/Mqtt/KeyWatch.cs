using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Work;
using CloudBridge.Core.Registry.Chargers;

namespace CloudBridge.Mqtt;

/// <summary>Follows what is done about chargers' keys, by whichever process: keys in memory are read again, and who would not be let in now
/// is sent away.</summary>
public sealed class KeyWatch : IAsyncDisposable
{
    // With the look itself, well within the second that is promised.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly ChargerRegistry _chargers;
    private readonly IBroker _broker;
    private readonly WorkLoop _loop;
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    /// <summary>Not started.</summary>
    public KeyWatch(ChargerRegistry chargers, IBroker broker, ILogger<KeyWatch> log)
    {
        _chargers = chargers;
        _broker = broker;
        _loop = new WorkLoop("charger keys", LookAsync, Look, log);
    }

    /// <summary>Beats each time it looks.</summary>
    public Heartbeat? Heartbeat { get; init; }

    /// <summary>Looks from now on.</summary>
    public void Start()
    {
        _loop.Heartbeat = Heartbeat;
        _loop.Start();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        return _loop.DisposeAsync();
    }

    private async Task<TimeSpan?> LookAsync(CancellationToken cancellationToken)
    {
        // Kept until it was done: a defect of the broker must not leave a thief's connection open.
        _changed.UnionWith(_chargers.Refresh());
        foreach (string chargerId in _changed.ToArray())
        {
            if (await _loop.TryAsync("charger " + chargerId, () => _broker.EndRefusedAsync(chargerId)))
            {
                _changed.Remove(chargerId);
            }
        }

        return Look;
    }
}
