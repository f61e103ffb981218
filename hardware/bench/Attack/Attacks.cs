using System.Net;
using System.Text;
using Firmware.Core.Ports;

namespace Hardware.Bench.Attack;

/// <summary>One way to attack a bridge.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Words">What is done.</param>
/// <param name="RunAsync">Does it until it is stopped.</param>
internal sealed record Attack(string Name, string Words, Func<Target, CancellationToken, Task> RunAsync);

/// <summary>Whom they attack.</summary>
/// <param name="MqttPort">Where chargers come in.</param>
/// <param name="PagesPort">Where people come in.</param>
/// <param name="Stolen">A charger whose password the assailant has read.</param>
internal sealed record Target(int MqttPort, int PagesPort, ChargerSecret Stolen);

/// <summary>The attacks, each for one address.</summary>
internal static class Attacks
{
    // More than the files that the bridge of a run may open.
    private const int ConnectionCount = 2600;

    // Two that do the same keep a processor each busy.
    private const int Hands = 2;

    private const int ClientIdBytes = 65000;
    private const int FiltersPerPacket = 200;

    /// <summary>In the order of a run.</summary>
    public static IReadOnlyList<Attack> All { get; } =
    [
        new("quiet", "nothing", (_, stop) => UntilAsync(stop)),
        new("half", $"{ConnectionCount} requests to the pages of which half is said", (target, stop) => HalfAskAsync(target, false, stop)),
        new("half-proxy", "the same through a proxy on the bridge's machine", (target, stop) => HalfAskAsync(target, true, stop)),
        new("silent", $"{ConnectionCount} connections to the broker that say nothing", SilentAsync),
        new("names", $"connections with a client id of {ClientIdBytes} bytes", LongNamesAsync),
        new("guesses", "connections with a charger's id and a wrong password", GuessesAsync),
        new("topics", "a stolen charger subscribes to what is others'", ForbiddenTopicsAsync),
        new("garbage", "a stolen charger sends records that nothing proves", GarbageAsync),
    ];

    private static async Task HalfAskAsync(Target target, bool isByProxy, CancellationToken stop)
    {
        using Assailant assailant = new(isByProxy ? IPAddress.Loopback : Assailant.Stranger);
        await assailant.OpenAsync(target.PagesPort, ConnectionCount, "GET / HTTP/1.1\r\nHost: "u8.ToArray(), stop);
        await UntilAsync(stop);
    }

    private static async Task SilentAsync(Target target, CancellationToken stop)
    {
        using Assailant assailant = new(Assailant.Stranger);
        await assailant.OpenAsync(target.MqttPort, ConnectionCount, [], stop);
        await UntilAsync(stop);
    }

    private static Task LongNamesAsync(Target target, CancellationToken stop)
    {
        byte[] connect = Assailant.Connect(new string('x', ClientIdBytes), "");
        return RepeatAsync(target, connect, () => [], stop);
    }

    private static Task GuessesAsync(Target target, CancellationToken stop)
    {
        return RepeatAsync(target, Assailant.Connect(target.Stolen.ChargerId, "guessed"), () => [], stop);
    }

    private static Task ForbiddenTopicsAsync(Target target, CancellationToken stop)
    {
        byte[] subscribe = Assailant.Subscribe(Enumerable.Range(0, FiltersPerPacket).Select(i => $"others/{i}/#"));
        return RepeatAsync(target, RightConnect(target), () => subscribe, stop);
    }

    private static Task GarbageAsync(Target target, CancellationToken stop)
    {
        long number = 0;
        return RepeatAsync(
            target,
            RightConnect(target),
            () => Assailant.Publish(
                Topics.Of(target.Stolen.ChargerId, Topic.Session),
                Encoding.UTF8.GetBytes($"{{\"version\":1,\"sequence\":{Interlocked.Increment(ref number)}}}")),
            stop);
    }

    private static byte[] RightConnect(Target target)
    {
        return Assailant.Connect(target.Stolen.ChargerId, target.Stolen.Password);
    }

    private static async Task RepeatAsync(Target target, byte[] first, Func<byte[]> then, CancellationToken stop)
    {
        using Assailant assailant = new(Assailant.Stranger);
        await Task.WhenAll(
            Enumerable.Range(0, Hands).Select(_ => Task.Run(() => assailant.RepeatAsync(target.MqttPort, first, then, stop), stop)));
    }

    private static async Task UntilAsync(CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
