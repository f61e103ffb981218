using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Core.Clocks;

[TestClass]
public class BridgeClockTests
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    // 2026-06-01 12:00:00 UTC.
    private readonly SetClock _machine = new();

    [TestMethod]
    public void Without_any_evidence_the_machine_is_believed()
    {
        BridgeClock clock = new(_machine, areChargersHeard: true);
        clock.Begin(new ClockHistory());

        Assert.IsNull(clock.FindDoubt());
        Assert.AreEqual(_machine.Now, clock.GetUtcNow());
    }

    [TestMethod]
    public void A_clock_that_is_not_judged_is_believed()
    {
        Assert.IsNull(_machine.Doubt());
    }

    [TestMethod]
    public void Time_that_passes_is_no_jump_however_much_and_a_time_server_may_step_two_minutes()
    {
        BridgeClock clock = new(_machine, areChargersHeard: false);
        _machine.Now += Year;
        Assert.IsNull(clock.FindDoubt());

        _machine.Jump(TimeSpan.FromMinutes(2));

        Assert.IsNull(clock.FindDoubt());
    }

    [TestMethod]
    public void Quartz_that_drifts_for_months_is_no_jump()
    {
        BridgeClock clock = new(_machine, areChargersHeard: false);

        // 90 days with 43 s a day, five in ten thousand: 64 minutes in all.
        for (int hour = 0; hour < 90 * 24; hour++)
        {
            _machine.Now += TimeSpan.FromHours(1);
            _machine.Jump(TimeSpan.FromSeconds(1.8));
            Assert.IsNull(clock.FindDoubt());
        }

        Assert.AreEqual(_machine.Now, clock.GetUtcNow());
    }

    [TestMethod]
    [DataRow(365)]
    [DataRow(-365)]
    public void On_a_jump_its_own_time_goes_on_until_the_machine_comes_back(int days)
    {
        BridgeClock clock = new(_machine, areChargersHeard: true);
        DateTimeOffset before = _machine.Now;

        _machine.Jump(TimeSpan.FromDays(days));
        _machine.Now += TimeSpan.FromSeconds(20);

        Assert.AreEqual(ClockDoubt.Jumped, clock.FindDoubt()!.Reason);
        StringAssert.Contains(clock.FindDoubt()!.Words, days > 0 ? "jumped 365 days ahead" : "jumped 365 days back");
        Assert.AreEqual(before.AddSeconds(20), clock.GetUtcNow());
        Assert.AreEqual(1, clock.DoubtNumber);

        _machine.Jump(TimeSpan.FromDays(-days));

        Assert.IsNull(clock.FindDoubt());
        Assert.AreEqual(before.AddSeconds(20), clock.GetUtcNow());
    }

    [TestMethod]
    public void A_machine_that_was_asleep_is_believed_where_its_chargers_say_the_same_time()
    {
        BridgeClock clock = new(_machine, areChargersHeard: true);
        clock.HearCharger("c1", Ms(_machine.Now + Year));

        _machine.Jump(Year);

        Assert.IsNull(clock.FindDoubt());
        Assert.AreEqual(_machine.Now, clock.GetUtcNow());
    }

    [TestMethod]
    public void After_a_jump_a_charger_that_says_the_same_time_ends_the_doubt_and_one_that_does_not_leaves_it()
    {
        BridgeClock clock = new(_machine, areChargersHeard: true);
        _machine.Jump(Year);
        Assert.IsNotNull(clock.FindDoubt());

        clock.HearCharger("c1", Ms(_machine.Now - Year));
        _machine.Now += TimeSpan.FromSeconds(2);
        Assert.IsNotNull(clock.FindDoubt());
        clock.HearCharger("c1", Ms(_machine.Now.AddMinutes(-9)));
        _machine.Now += TimeSpan.FromSeconds(2);

        Assert.IsNull(clock.FindDoubt());
        Assert.AreEqual(_machine.Now, clock.GetUtcNow());
    }

    [TestMethod]
    public void One_charger_against_the_machine_is_no_majority_and_two_are()
    {
        BridgeClock clock = new(_machine, areChargersHeard: true);
        clock.HearCharger("c1", Ms(_machine.Now.AddHours(-2)));
        _machine.Now += TimeSpan.FromSeconds(2);
        Assert.IsNull(clock.FindDoubt());

        clock.HearCharger("c2", Ms(_machine.Now.AddHours(-2)));
        _machine.Now += TimeSpan.FromSeconds(2);

        StringAssert.Contains(clock.FindDoubt()!.Words.Replace('\u00A0', ' '), "is 2 h 00 min ahead of most chargers' clocks");
        Assert.AreEqual(_machine.Now.AddHours(-2), clock.GetUtcNow());
    }

    [TestMethod]
    public void Chargers_that_say_different_times_say_nothing()
    {
        BridgeClock clock = new(_machine, areChargersHeard: true);
        clock.HearCharger("c1", Ms(_machine.Now.AddHours(-2)));
        clock.HearCharger("c2", Ms(_machine.Now.AddHours(2)));
        clock.HearCharger("c3", Ms(_machine.Now));
        clock.HearCharger("c4", Ms(_machine.Now.AddHours(2)));
        _machine.Now += TimeSpan.FromSeconds(2);

        Assert.IsNull(clock.FindDoubt());
    }

    [TestMethod]
    public void Where_chargers_were_right_setting_the_clock_right_ends_the_doubt_also_when_none_speaks_any_more()
    {
        BridgeClock clock = new(_machine, areChargersHeard: true);
        clock.HearCharger("c1", Ms(_machine.Now - Year));
        clock.HearCharger("c2", Ms(_machine.Now - Year));
        _machine.Now += TimeSpan.FromHours(2);
        Assert.IsNull(clock.FindDoubt(), "what was said two hours ago is forgotten");
        clock.HearCharger("c1", Ms(_machine.Now - Year));
        clock.HearCharger("c2", Ms(_machine.Now - Year));
        _machine.Now += TimeSpan.FromSeconds(2);
        Assert.AreEqual(ClockDoubt.ChargersDisagree, clock.FindDoubt()!.Reason);
        _machine.Now += TimeSpan.FromHours(2);
        Assert.IsNotNull(clock.FindDoubt(), "a doubt does not end because nobody speaks");

        _machine.Jump(-Year);

        Assert.IsNull(clock.FindDoubt());
    }

    [TestMethod]
    public void An_operators_word_counts_against_chargers_and_until_the_next_jump()
    {
        BridgeClock clock = new(_machine, areChargersHeard: true);
        _machine.Jump(Year);
        Assert.IsNotNull(clock.FindDoubt());

        clock.Accept();
        clock.HearCharger("c1", Ms(_machine.Now - Year));
        clock.HearCharger("c2", Ms(_machine.Now - Year));
        _machine.Now += TimeSpan.FromSeconds(2);
        Assert.IsNull(clock.FindDoubt());
        Assert.AreEqual(_machine.Now, clock.GetUtcNow());

        _machine.Jump(TimeSpan.FromMinutes(3));
        Assert.IsNotNull(clock.FindDoubt());
    }

    [TestMethod]
    public void A_start_before_the_newest_bill_goes_on_from_there_until_the_clock_is_after_it()
    {
        BridgeClock clock = new(_machine, areChargersHeard: false);
        clock.Begin(new ClockHistory { NewestUtcMs = Ms(_machine.Now + Year) });

        StringAssert.Contains(clock.FindDoubt()!.Words, "is 365 days before the newest bill or statement");
        Assert.AreEqual(_machine.Now + Year, clock.GetUtcNow());
        _machine.Jump(Year + TimeSpan.FromDays(30));
        Assert.IsNull(clock.FindDoubt());
        Assert.AreEqual(_machine.Now, clock.GetUtcNow());
    }

    [TestMethod]
    public void Bills_of_the_future_that_an_operator_knows_of_say_nothing_at_the_next_start()
    {
        long told = Ms(_machine.Now.AddDays(-1));
        ClockHistory history = new()
        {
            NewestUtcMs = Ms(_machine.Now + Year),
            Acceptance = new ClockAcceptance(told, Ms(_machine.Now + Year), "Ann"),
        };
        BridgeClock clock = new(_machine, areChargersHeard: false);
        clock.Begin(history);
        Assert.IsNull(clock.FindDoubt());

        BridgeClock later = new(_machine, areChargersHeard: false);
        later.Begin(history with { NewestUtcMs = Ms(_machine.Now + Year) + 1 });
        Assert.AreEqual(ClockDoubt.WentBack, later.FindDoubt()!.Reason);
    }

    [TestMethod]
    public void A_start_long_after_the_newest_bill_waits_ten_minutes_for_a_charger_to_say_what_time_it_is()
    {
        ClockHistory history = new() { NewestUtcMs = Ms(_machine.Now.AddDays(-32)), HasChargers = true };
        BridgeClock nobody = new(_machine, areChargersHeard: true);
        nobody.Begin(history);
        BridgeClock agreed = new(_machine, areChargersHeard: true);
        agreed.Begin(history);
        BridgeClock against = new(_machine, areChargersHeard: true);
        against.Begin(history);
        Assert.AreEqual(ClockDoubt.LongAway, nobody.FindDoubt()!.Reason);
        Assert.AreEqual(_machine.Now, nobody.GetUtcNow());

        agreed.HearCharger("c1", Ms(_machine.Now));
        against.HearCharger("c1", Ms(_machine.Now.AddDays(-20)));
        _machine.Now += TimeSpan.FromMinutes(9);
        Assert.IsNull(agreed.FindDoubt());
        Assert.IsNotNull(nobody.FindDoubt());
        Assert.AreEqual(ClockDoubt.ChargersDisagree, against.FindDoubt()!.Reason, "there is nothing that speaks for the machine");
        _machine.Now += TimeSpan.FromMinutes(1);
        Assert.IsNull(nobody.FindDoubt());
        _machine.Now += TimeSpan.FromMinutes(20);
        Assert.IsNotNull(against.FindDoubt());

        BridgeClock corrected = new(_machine, areChargersHeard: true);
        corrected.Begin(history with { NewestUtcMs = Ms(_machine.Now - Year) });
        Assert.IsNotNull(corrected.FindDoubt());
        _machine.Jump(-Year + TimeSpan.FromDays(3));
        Assert.IsNull(corrected.FindDoubt(), "a time server has set it to three days after the newest bill");
    }

    [TestMethod]
    [DataRow(365, 1, true)]
    [DataRow(0, 1, false)]
    [DataRow(0, 30, false)]
    [DataRow(-1, 0, true)]
    public void A_start_after_a_jump_of_a_year_ahead_tells_a_clock_that_is_still_wrong_from_one_that_was_set_right(
        int stillAheadDays,
        int offDays,
        bool isDoubted)
    {
        StoredDoubt stored = new(ClockDoubt.Jumped, 0, Ms(_machine.Now), Ms(_machine.Now + Year));
        _machine.Now += TimeSpan.FromDays(stillAheadDays + offDays);
        BridgeClock clock = new(_machine, areChargersHeard: true);

        clock.Begin(new ClockHistory { Doubt = stored });

        Assert.AreEqual(isDoubted, clock.FindDoubt() != null);
    }

    private static long Ms(DateTimeOffset time)
    {
        return time.ToUnixTimeMilliseconds();
    }
}
