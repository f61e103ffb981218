using System;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Firmware.Core.Config;
using Firmware.Core.Connector;
using Hardware.Virtual;
using Hardware.Virtual.Link;
using Hardware.Virtual.Vehicles;
using MQTTnet;

namespace Firmware.Tests.Virtual;

/// <summary>Virtual time against a real broker: nothing is lost, and nothing is sent twice because the clock ran on.</summary>
[TestClass]
public sealed class VirtualChargerTests : IAsyncDisposable
{
    private const long Hour = 3600 * 1000;

    // 2026-03-02T08:00:00Z.
    private const long StartUtcMs = 1772438400000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestBroker _broker = new();
    private VirtualCharger? _charger;

    [TestCleanup]
    public async Task Cleanup()
    {
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_charger != null)
        {
            await _charger.DisposeAsync();
            _charger = null;
        }

        await _broker.DisposeAsync();
    }

    [TestMethod]
    public async Task Ten_sessions_in_ten_days_are_told_once_each()
    {
        _broker.OnPublish = AnswerAsync;
        VirtualCharger charger = await StartAsync();
        for (int day = 0; day < 10; day++)
        {
            long startMs = charger.Board.Clock.MonotonicMs;
            charger.PlugIn(new ConstantPowerVehicle(6900, 3450));
            Assert.IsTrue(await charger.AdvanceToAsync(startMs + Hour, Patience, CancellationToken.None));
            Assert.AreEqual(ConnectorStatus.SuspendedEV, charger.Agent.Status);
            charger.Unplug();
            Assert.IsTrue(await charger.AdvanceToAsync(startMs + (24 * Hour), Patience, CancellationToken.None));
        }

        Assert.AreEqual(0, charger.Agent.Outbox.WaitingCount);
        long[] numbers = [.. _broker.Messages.Where(IsSession).Select(message => Member(message, "sessionNumber"))];
        Assert.AreSequenceEqual(new long[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, numbers);
    }

    [TestMethod]
    public async Task Edges_of_a_session_cost_less_than_a_tenth_of_a_watt_hour()
    {
        _broker.OnPublish = AnswerAsync;
        VirtualCharger charger = await StartAsync();
        long startMs = charger.Board.Clock.MonotonicMs;
        charger.PlugIn(new ConstantPowerVehicle(6900, 1234.5));
        await charger.AdvanceToAsync(startMs + Hour, Patience, CancellationToken.None);
        charger.Unplug();
        await charger.AdvanceToAsync(startMs + Hour + 1000, Patience, CancellationToken.None);

        // 6900 W / 230 V x 5000 µΩ = 150 mV: a whole number of steps, so that only the edges are left.
        MqttApplicationMessage session = _broker.Messages.Single(IsSession);
        long energy = Member(session, "registerEndMilliwattHours") - Member(session, "registerStartMilliwattHours");
        Assert.AreEqual(1234500, energy, 100);
        Assert.AreEqual(StartUtcMs + startMs, Member(session, "startUtcMs"));
        Assert.AreEqual(StartUtcMs + startMs + Hour, Member(session, "endUtcMs"));
    }

    [TestMethod]
    public async Task Without_a_receipt_the_clock_waits_for_its_patience_only()
    {
        VirtualCharger charger = await StartAsync();
        charger.PlugIn(new ConstantPowerVehicle(6900, 3450));
        long startMs = charger.Board.Clock.MonotonicMs;
        await charger.AdvanceToAsync(startMs + (Hour / 4), Patience, CancellationToken.None);
        charger.Unplug();

        Assert.IsFalse(await charger.AdvanceToAsync(startMs + Hour, TimeSpan.FromMilliseconds(200), CancellationToken.None));
        Assert.AreEqual(startMs + Hour, charger.Board.Clock.MonotonicMs);
        Assert.AreEqual(1, charger.Agent.Outbox.WaitingCount);
    }

    private async Task<VirtualCharger> StartAsync()
    {
        await _broker.StartAsync();
        AgentConfig config = new() { ChargerId = "c-1" };
        VirtualBoard board = new(new VirtualClock(StartUtcMs))
        {
            PowerSensor = new Ina219Model(config.Calibration),
            Link = new VirtualLink(new LinkSettings { ChargerId = "c-1", Port = _broker.Port, BackOffMinMs = 5 }),
            Authenticator = new HmacAuthenticator("a key for tests"u8),
        };
        _charger = new VirtualCharger(config, board);
        _charger.Start();
        Assert.IsTrue(await _charger.DrainAsync(Patience, CancellationToken.None));
        await _charger.AdvanceToAsync(60000, Patience, CancellationToken.None);
        return _charger;
    }

    private static bool IsSession(MqttApplicationMessage message)
    {
        return message.Topic.EndsWith("/session", StringComparison.Ordinal);
    }

    private static long Member(MqttApplicationMessage message, string name)
    {
        return JsonDocument.Parse(message.Payload).RootElement.GetProperty(name).GetInt64();
    }

    private Task AnswerAsync(MqttApplicationMessage message)
    {
        if (!IsSession(message) && !message.Topic.EndsWith("/alert", StringComparison.Ordinal))
        {
            return Task.CompletedTask;
        }

        string mac = JsonDocument.Parse(message.Payload).RootElement.GetProperty("mac").GetString()!;
        byte[] receipt = JsonSerializer.SerializeToUtf8Bytes(new { sequence = Member(message, "sequence"), mac });
        return _broker.SendAsync("chargeagent/v1/c-1/receipt", receipt);
    }
}
