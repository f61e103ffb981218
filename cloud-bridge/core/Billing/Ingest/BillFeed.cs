using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CloudBridge.Core.Billing.Bills;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>What is billed and held, as it is committed, for whoever is in the same process. Each reader has its own bounded buffer and
/// never holds up the writer: a reader that is too slow misses events, and is told how many. The database is the truth.</summary>
public sealed class BillFeed
{
    /// <summary>Events that one reader can be behind.</summary>
    public const int BufferMax = 8192;

    private readonly ConcurrentDictionary<Subscription, bool> _subscriptions = new();

    /// <summary>A subscription from this moment on; whoever subscribes disposes of it.</summary>
    public Subscription Subscribe()
    {
        Subscription subscription = new(this);
        _subscriptions[subscription] = true;
        return subscription;
    }

    /// <summary>Tells all readers; never blocks.</summary>
    public void Publish(IngestOutcome outcome)
    {
        if (outcome.Bill == null && outcome.Held == null)
        {
            return;
        }

        foreach (Subscription subscription in _subscriptions.Keys)
        {
            subscription.Offer(new BillEvent(outcome.Bill, outcome.Held));
        }
    }

    /// <summary>One reader's place in the feed.</summary>
    public sealed class Subscription : IDisposable
    {
        private readonly BillFeed _feed;
        private readonly Channel<BillEvent> _channel = Channel.CreateBounded<BillEvent>(BufferMax);
        private long _missedCount;

        internal Subscription(BillFeed feed)
        {
            _feed = feed;
        }

        /// <summary>Events that did not fit in the buffer.</summary>
        public long MissedCount => Interlocked.Read(ref _missedCount);

        /// <summary>The events, in the order of their commit, until cancelled or disposed.</summary>
        public async IAsyncEnumerable<BillEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (BillEvent billEvent in _channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return billEvent;
            }
        }

        /// <inheritdoc />
        public void Dispose()
        {
            _feed._subscriptions.TryRemove(this, out _);
            _channel.Writer.TryComplete();
        }

        public void Offer(BillEvent billEvent)
        {
            if (!_channel.Writer.TryWrite(billEvent))
            {
                Interlocked.Increment(ref _missedCount);
            }
        }
    }
}

/// <summary>A session was billed or held: one of both is there.</summary>
/// <param name="Bill">The bill.</param>
/// <param name="Held">The held session.</param>
public sealed record BillEvent(Bill? Bill, HeldSession? Held);
