using CloudBridge.Mqtt;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;

namespace CloudBridge.Tests.Src.Ingest;

/// <summary>What a client may send counts for the client, however often it connects.</summary>
[TestClass]
public sealed class PacketCreditTests
{
    [TestMethod]
    public async Task A_client_that_floods_gets_no_fresh_credit_by_connecting_again()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Mqtt.MqttPacketsPerSecondMax = 1);
        await using ScriptedCharger calm = await bridge.ConnectAsync("calm");
        await bridge.Host.AddChargerAsync("flood", RunningBridge.DeviceKey);

        for (int i = 0; i < 50; i++)
        {
            await FloodAsync(bridge);
        }

        await calm.PublishAsync(Topic.Alert, "[]"u8.ToArray());
        // 20 saved up, of which the connects take some, and one each second: with a fresh credit each time some 850.
        long taken = bridge.Count("SELECT COALESCE(SUM(times_seen), 0) FROM quarantine WHERE charger_id = 'flood'");
        Console.WriteLine($"{taken} messages of 50 connections were taken");
        Assert.IsTrue(taken is >= 1 and <= 100, $"{taken}");
    }

    [TestMethod]
    public async Task Who_says_it_is_a_charger_and_is_not_takes_nothing_of_its_credit()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings =>
        {
            settings.Mqtt.MqttPacketsPerSecondMax = 1;
            settings.Mqtt.AllowAnonymous = false;
        });
        bridge.Host.Chargers.TryAdd("c1", RunningBridge.DeviceKey, "right");
        for (int i = 0; i < 40; i++)
        {
            await using ScriptedCharger thief = new("c1", RunningBridge.DeviceKey) { User = "c1", Password = "wrong" };
            await Assert.ThrowsAsync<Exception>(() => thief.ConnectAsync(bridge.Host.Broker.Port));
        }

        await using ScriptedCharger charger = new("c1", RunningBridge.DeviceKey) { User = "c1", Password = "right" };
        await charger.ConnectAsync(bridge.Host.Broker.Port);
        for (int i = 0; i < 10; i++)
        {
            await charger.PublishAsync(Topic.Alert, "[]"u8.ToArray());
        }
    }

    [TestMethod]
    public void Credit_is_earned_by_the_second_up_to_twenty_seconds_worth()
    {
        StepClock clock = new();
        PacketCredit credit = new(50, clock);
        Assert.AreEqual(1000, Take(credit));

        clock.Seconds = 0.5;
        Assert.AreEqual(25, Take(credit));
        clock.Seconds = 21;
        Assert.IsTrue(credit.IsFull);
        Assert.AreEqual(1000, Take(credit));
        // What is refused costs nothing.
        clock.Seconds = 21.02;
        Assert.AreEqual(1, Take(credit));
    }

    [TestMethod]
    public void A_credit_is_kept_while_it_is_not_full_and_forgotten_when_it_is()
    {
        StepClock clock = new();
        PacketCredits credits = new(1, clock);
        PacketCredit spent = credits.Of("spent");
        Take(spent);
        for (int i = 0; i < 5000; i++)
        {
            credits.Of($"once-{i}");
        }

        Assert.AreSame(spent, credits.Of("spent"));
        Assert.IsTrue(credits.Count <= 1025, $"{credits.Count}");
        clock.Seconds = 20;
        for (int i = 0; i < 1024; i++)
        {
            credits.Of($"later-{i}");
        }

        Assert.AreNotSame(spent, credits.Of("spent"));
    }

    private static int Take(PacketCredit credit)
    {
        int count = 0;
        while (credit.TryTake())
        {
            count++;
        }

        return count;
    }

    private static async Task FloodAsync(RunningBridge bridge)
    {
        await using ScriptedCharger flood = new("flood", RunningBridge.DeviceKey);
        try
        {
            await flood.ConnectAsync(bridge.Host.Broker.Port);
            for (int i = 0; i < 1000; i++)
            {
                await flood.PublishAsync(Topic.Alert, "{}"u8.ToArray());
            }

            Assert.Fail("nobody hung up");
        }
        catch (Exception e) when (e is not AssertFailedException)
        {
            // Refused, or hung up on.
        }
    }

    private sealed class StepClock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp()
        {
            return (long)Math.Round(Seconds * 1000);
        }
    }
}
