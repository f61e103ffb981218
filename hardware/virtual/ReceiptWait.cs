using System.Diagnostics;

namespace Hardware.Virtual;

/// <summary>
/// Holds a charger's clock while its records are on their way. As long as the network answers promptly, virtual time stands still, which
/// makes runs repeatable; after that it goes on at the pace of real time, so that the agent's own time-outs work.
/// </summary>
internal sealed class ReceiptWait
{
    private static readonly TimeSpan StandstillMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan NewsTimeout = TimeSpan.FromMilliseconds(VirtualCharger.FastTickMs);

    private readonly VirtualCharger _charger;
    private int _givenUpConnection;
    private int _givenUpCount;

    public ReceiptWait(VirtualCharger charger)
    {
        _charger = charger;
    }

    /// <summary>The last wait was in vain: the clock does not wait again until the bridge answers, or a new connection stands.</summary>
    public bool IsGivenUp
    {
        get
        {
            bool isStill =
                _charger.Board.Link.ConnectionNumber == _givenUpConnection && _charger.Agent.Outbox.WaitingCount >= _givenUpCount;
            _givenUpConnection = isStill ? _givenUpConnection : 0;
            return isStill && _givenUpConnection != 0;
        }
    }

    /// <summary>Waits while the charger has to; false when that took longer than the patience.</summary>
    public async ValueTask<bool> WaitAsync(TimeSpan patience, CancellationToken stop)
    {
        long startedAt = Stopwatch.GetTimestamp();
        while (_charger.IsWaiting && !IsGivenUp)
        {
            if (Stopwatch.GetElapsedTime(startedAt) >= patience)
            {
                _givenUpConnection = _charger.Board.Link.ConnectionNumber;
                _givenUpCount = _charger.Agent.Outbox.WaitingCount;
                return false;
            }

            await StepAsync(startedAt, stop).ConfigureAwait(false);
        }

        return !IsGivenUp;
    }

    /// <summary>Waits until a condition holds; false when that took longer than the patience.</summary>
    public async ValueTask<bool> UntilAsync(Func<bool> isTrue, TimeSpan patience, CancellationToken stop)
    {
        long startedAt = Stopwatch.GetTimestamp();
        while (!isTrue())
        {
            if (Stopwatch.GetElapsedTime(startedAt) >= patience)
            {
                return false;
            }

            await StepAsync(startedAt, stop).ConfigureAwait(false);
        }

        return true;
    }

    private async ValueTask StepAsync(long startedAt, CancellationToken stop)
    {
        long published = _charger.Board.Link.PublishedCount;
        _charger.Step(0);
        if (_charger.Board.Link.PublishedCount != published)
        {
            // The agent publishes one message a tick, and there may be more.
            return;
        }

        bool isNews = await _charger.Board.Link.WaitForNewsAsync(NewsTimeout, stop).ConfigureAwait(false);
        if (!isNews && Stopwatch.GetElapsedTime(startedAt) > StandstillMax)
        {
            _charger.Step(VirtualCharger.FastTickMs);
        }
    }
}
