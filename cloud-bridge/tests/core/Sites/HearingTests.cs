using CloudBridge.Core.Registry.Sites;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Core.Sites;

[TestClass]
public sealed class HearingTests
{
    // 2026-06-01 12:00 UTC, where a set clock begins.
    private const long NoonMs = 1780315200000;

    private readonly SetClock _clock = new();

    [TestMethod]
    public void A_status_is_of_now_for_two_hours_and_ten_minutes_and_then_the_charger_is_offline_since_it_came()
    {
        Hearing hearing = new(_clock);
        _clock.Now += TimeSpan.FromMinutes(130);
        PlacedCharger heard = hearing.Hear(Told("Charging"));
        Assert.AreEqual("Charging", heard.Word.Status);
        Assert.IsNull(heard.SilentSinceUtcMs);

        _clock.Now += TimeSpan.FromMilliseconds(1);
        PlacedCharger silent = hearing.Hear(Told("Charging"));

        Assert.AreEqual("Offline", silent.Word.Status);
        Assert.AreEqual(NoonMs, silent.SilentSinceUtcMs);
        Assert.AreEqual(NoonMs, silent.HeardUtcMs);
        Assert.IsFalse(silent.HasFault, "nobody knows");
    }

    [TestMethod]
    public void A_live_value_is_heard_as_well_as_a_status()
    {
        // Live at 13:00: silent only after 15:10.
        Hearing hearing = new(_clock) { LiveUtcMs = chargerId => chargerId == "c1" ? NoonMs + 3600000 : 0 };
        _clock.Now += TimeSpan.FromMinutes(190);
        Assert.AreEqual("Charging", hearing.Hear(Told("Charging")).Word.Status);

        _clock.Now += TimeSpan.FromMinutes(1);
        Assert.AreEqual(NoonMs + 3600000, hearing.Hear(Told("Charging")).SilentSinceUtcMs);
    }

    [TestMethod]
    public void After_a_start_of_the_broker_a_charger_is_waited_for_two_minutes_with_its_last_word_and_then_offline()
    {
        Hearing hearing = new(_clock) { StartedUtcMs = NoonMs + 300000, IsBrokerNew = true };
        _clock.Now += TimeSpan.FromMilliseconds(419999);
        PlacedCharger awaited = hearing.Hear(Told("Available"));
        Assert.AreEqual("Last known: Free", awaited.Word.Name);
        Assert.AreEqual("Unknown", awaited.Word.Status);
        Assert.AreEqual("silent", awaited.Word.Class);
        Assert.IsNull(awaited.IsOnline);

        _clock.Now += TimeSpan.FromMilliseconds(1);
        PlacedCharger away = hearing.Hear(Told("Available"));

        Assert.AreEqual("Offline", away.Word.Name);
        Assert.IsFalse(away.IsOnline);
        Assert.AreEqual(NoonMs, away.SilentSinceUtcMs);
        Assert.AreEqual("Free", hearing.Hear(Told("Available") with { StatusUtcMs = NoonMs + 300000 }).Word.Name, "heard since");
    }

    [TestMethod]
    public void Another_brokers_start_is_no_end_of_connections()
    {
        Hearing hearing = new(_clock) { StartedUtcMs = NoonMs + 300000 };
        _clock.Now += TimeSpan.FromMinutes(30);

        Assert.AreEqual("Free", hearing.Hear(Told("Available")).Word.Name);
    }

    [TestMethod]
    public void A_last_will_counts_from_when_it_came_and_the_charger_was_heard_of_before()
    {
        Hearing hearing = new(_clock);
        PlacedCharger gone = Told("") with { IsOnline = false, StatusUtcMs = NoonMs + 60000 };

        PlacedCharger heard = hearing.Hear(gone);

        Assert.AreEqual(NoonMs + 60000, heard.SilentSinceUtcMs);
        Assert.AreEqual(NoonMs, heard.HeardUtcMs);
    }

    [TestMethod]
    public void A_charger_that_never_told_anything_is_not_seen_yet()
    {
        PlacedCharger charger = new Hearing(_clock) { IsBrokerNew = true }.Hear(new PlacedCharger { ChargerId = "c1" });

        Assert.AreEqual("Not seen yet", charger.Word.Name);
        Assert.IsNull(charger.SilentSinceUtcMs);
        Assert.IsNull(charger.HeardUtcMs);
    }

    private static PlacedCharger Told(string status)
    {
        return new PlacedCharger
        {
            ChargerId = "c1",
            IsOnline = true,
            ConnectorStatus = status,
            ErrorCode = "GroundFailure",
            StatusUtcMs = NoonMs,
            OnlineUtcMs = NoonMs,
        };
    }
}
