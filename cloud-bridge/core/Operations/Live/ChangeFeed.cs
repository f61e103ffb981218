using System.Collections.Concurrent;
using System.Threading.Channels;

namespace CloudBridge.Core.Operations.Live;

/// <summary>
/// Says that something about a charger has changed, to the open pages of this process: status, live value, alert, incident or bill. It says
/// nothing of what: whoever listens reads the present state, so a change that is told twice, or two told as one, do no harm.
/// </summary>
public sealed class ChangeFeed
{
    /// <summary>Name of a change that is not about one charger, such as an incident of a site.</summary>
    public const string Everything = "*";

    private readonly ConcurrentDictionary<Listener, bool> _listeners = new();

    /// <summary>How many listen.</summary>
    public int ListenerCount => _listeners.Count;

    /// <summary>Tells all who listen; never blocks.</summary>
    /// <param name="chargerId">The charger, or <see cref="Everything"/>.</param>
    public void Publish(string chargerId)
    {
        foreach (Listener listener in _listeners.Keys)
        {
            listener.Offer(chargerId);
        }
    }

    /// <summary>Listens from now on; whoever listens disposes of it.</summary>
    /// <param name="concerns">Which chargers matter to this listener; null for all.</param>
    public Listener Listen(Func<string, bool>? concerns = null)
    {
        Listener listener = new(this, concerns);
        _listeners[listener] = true;
        return listener;
    }

    /// <summary>One listener: remembers that there was a change, not how many.</summary>
    public sealed class Listener : IDisposable
    {
        private readonly ChangeFeed _feed;
        private readonly Func<string, bool>? _concerns;
        private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        internal Listener(ChangeFeed feed, Func<string, bool>? concerns)
        {
            _feed = feed;
            _concerns = concerns;
        }

        /// <summary>Ends when there was a change since the last call.</summary>
        public async Task WaitAsync(CancellationToken cancellationToken)
        {
            await _changed.Reader.ReadAsync(cancellationToken);
        }

        /// <inheritdoc />
        public void Dispose()
        {
            _feed._listeners.TryRemove(this, out _);
        }

        internal void Offer(string chargerId)
        {
            if (chargerId == Everything || _concerns == null || _concerns(chargerId))
            {
                _changed.Writer.TryWrite(true);
            }
        }
    }
}
