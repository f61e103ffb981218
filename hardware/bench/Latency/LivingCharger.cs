using System.Security.Cryptography;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Host;
using Firmware.Core.Config;
using Firmware.Core.Promises;
using Hardware.Bench.Chargers;
using Hardware.Virtual;

namespace Hardware.Bench.Latency;

/// <summary>A virtual charger that lives by a clock, in real time or another: it ticks as the clock runs, and in between it does what it is
/// told, from whatever thread.</summary>
public sealed class LivingCharger : IAsyncDisposable
{
    // The agent's own tick; what happens to the board between two ticks is seen at once, as an edge.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(VirtualCharger.FastTickMs);

    // A bridge that is away must not keep the clock, and whoever wants to touch the charger, waiting.
    private static readonly TimeSpan ReceiptPatience = TimeSpan.FromSeconds(1);

    private readonly VirtualCharger _charger;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Task _life;

    private LivingCharger(string chargerId, VirtualCharger charger, TimeProvider clock)
    {
        Id = chargerId;
        _charger = charger;
        _clock = clock;
        _charger.Start();
        _life = Task.Run(LiveAsync);
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>Adds a charger to a bridge and lets it live from now on.</summary>
    public static async Task<LivingCharger> StartAsync(BridgeHost bridge, AgentConfig config, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(bridge);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(clock);
        byte[] deviceKey = RandomNumberGenerator.GetBytes(ChargerRegistry.DeviceKeyLength);
        Guard.IsTrue(await bridge.AddChargerAsync(config.ChargerId, deviceKey), "the charger is new");
        ChargerAccess access = new(bridge.Broker.Host, bridge.Broker.Port, deviceKey);
        return new LivingCharger(
            config.ChargerId,
            ChargerFactory.Create(config, access, clock.GetUtcNow().ToUnixTimeMilliseconds()),
            clock);
    }

    /// <summary>Does something to the charger or its board, between two ticks.</summary>
    public Task DoAsync(Action<VirtualCharger> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        return AskAsync(charger =>
        {
            act(charger);
            return true;
        });
    }

    /// <summary>Looks at the charger or its board, between two ticks.</summary>
    public async Task<T> AskAsync<T>(Func<VirtualCharger, T> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        await _turn.WaitAsync();
        try
        {
            return look(_charger);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _life;
        await _charger.DisposeAsync();
        _turn.Dispose();
        _end.Dispose();
    }

    private async Task LiveAsync()
    {
        try
        {
            while (true)
            {
                await AdvanceAsync();
                await Task.Delay(Beat, _end.Token);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Its life ends here.
            return;
        }
    }

    private async Task AdvanceAsync()
    {
        await _turn.WaitAsync(_end.Token);
        try
        {
            VirtualClock own = _charger.Board.Clock;
            long behindMs = _clock.GetUtcNow().ToUnixTimeMilliseconds() - own.UtcUnixMs;
            await _charger.AdvanceToAsync(own.MonotonicMs + behindMs, ReceiptPatience, _end.Token);
        }
        finally
        {
            _turn.Release();
        }
    }
}
