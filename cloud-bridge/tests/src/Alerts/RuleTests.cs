using CloudBridge.Core.Operations.Incidents.Rules;
using Firmware.Core.Records;

namespace CloudBridge.Tests.Src.Alerts;

[TestClass]
public sealed class RuleTests
{
    private static readonly int[] Rest = [.. Enumerable.Repeat(0, 11)];

    [TestMethod]
    public void A_level_full_current_that_is_cut_is_the_vehicles_stop()
    {
        Assert.IsTrue(ChargeEndRule.IsStoppedByVehicle(JudgeStage.Snapshot([.. Enumerable.Repeat(32000, 19), .. Rest]), 32000, 7000000));
    }

    [TestMethod]
    public void A_current_that_fell_before_its_end_is_a_full_battery()
    {
        // From 20 A down by 5 % each second, as the last seconds of a second stage.
        int[] taper = [.. Enumerable.Range(0, 19).Select(i => (int)(20000 * Math.Pow(0.95, i)))];
        Assert.IsFalse(ChargeEndRule.IsStoppedByVehicle(JudgeStage.Snapshot([.. taper, .. Rest]), 32000, 7000000));
        Assert.IsFalse(
            ChargeEndRule.IsStoppedByVehicle(JudgeStage.Snapshot([.. taper, .. Rest]), 0, 0),
            "even where no more is known than the snapshot");
    }

    [TestMethod]
    public void A_level_current_far_below_the_peak_of_the_session_is_a_full_battery()
    {
        // 6 A of 32 A: the end of a taper looks level for twenty seconds.
        Assert.IsFalse(ChargeEndRule.IsStoppedByVehicle(JudgeStage.Snapshot([.. Enumerable.Repeat(6000, 19), .. Rest]), 32000, 7000000));
    }

    [TestMethod]
    public void In_doubt_the_charge_is_complete()
    {
        Assert.IsFalse(ChargeEndRule.IsStoppedByVehicle(new FaultSnapshot(), 32000, 7000000), "no snapshot");
        Assert.IsFalse(
            ChargeEndRule.IsStoppedByVehicle(JudgeStage.Snapshot([.. Enumerable.Repeat(32000, 8), .. Rest]), 32000, 7000000),
            "seven whole seconds before the edge");
        Assert.IsFalse(
            ChargeEndRule.IsStoppedByVehicle(JudgeStage.Snapshot([.. Enumerable.Repeat(4000, 19), .. Rest]), 4000, 900000),
            "4 A is no full current");
        Assert.IsTrue(
            ChargeEndRule.IsStoppedByVehicle(JudgeStage.Snapshot([.. Enumerable.Repeat(32000, 9), .. Rest]), 32000, 7000000),
            "eight whole seconds are enough");
    }

    [TestMethod]
    public void A_step_is_told_fifteen_minutes_ahead_and_only_where_the_price_changes()
    {
        Assert.IsTrue(PriceStepRule.IsDue(1000000, 1900000, 300000, 450000));
        Assert.IsFalse(PriceStepRule.IsDue(1000000, 1900001, 300000, 450000));
        Assert.IsFalse(PriceStepRule.IsDue(1000000, 1000000, 300000, 450000), "it has been");
        Assert.IsFalse(PriceStepRule.IsDue(1000000, 1900000, 300000, 300000), "the same price");
        Assert.IsFalse(PriceStepRule.IsDue(1000000, 1900000, -1, 300000), "no tariff");
        Assert.AreEqual(1000000, PriceStepRule.DueUtcMs(0, 1900000, 300000, 450000));
    }

    [TestMethod]
    public void Three_of_five_neighbours_within_ninety_seconds_are_the_site_and_two_of_four_are_not()
    {
        SiteCharger[] five = [new("a", 100000), new("b", 190000), new("c", 10000), new("d", null), new("e", null)];
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, OutageTriage.FindSiteOutage(five, five[0])!.ToArray(), "60 %");
        Assert.IsNull(OutageTriage.FindSiteOutage(five, five[1]), "c went 180 s before b: with a they are two of four");
        Assert.IsNull(OutageTriage.FindSiteOutage([new("a", 100000), new("b", null)], new("a", 100000)), "one alone");
    }

    [TestMethod]
    public void A_charger_that_was_away_long_before_does_not_count_as_a_neighbour()
    {
        SiteCharger[] site = [new("a", 1000000), new("b", 1000000), new("old", 1), new("older", 0)];
        CollectionAssert.AreEqual(new[] { "a", "b" }, OutageTriage.FindSiteOutage(site, site[0])!.ToArray());
    }

    [TestMethod]
    public void Boot_count_or_a_short_uptime_tell_that_it_booted()
    {
        Assert.AreEqual(ComeBack.Rebooted, OutageTriage.ComeBackOf(4, 5, 9000000, 60000));
        Assert.AreEqual(
            ComeBack.Rebooted,
            OutageTriage.ComeBackOf(0, 5, 59999, 60000),
            "nothing known before, but up for less than the outage");
        Assert.AreEqual(ComeBack.Stayed, OutageTriage.ComeBackOf(4, 4, 60001, 60000));
        Assert.AreEqual("", OutageTriage.ComeBackOf(4, 0, null, 60000), "it does not say");
        Assert.AreEqual(OutageVerdict.PowerCut, OutageTriage.VerdictOfSite([ComeBack.Rebooted, ComeBack.Rebooted, ComeBack.Stayed, ""]));
        Assert.AreEqual(OutageVerdict.NetworkOnly, OutageTriage.VerdictOfSite([ComeBack.Rebooted, ComeBack.Stayed, ComeBack.Stayed]));
        Assert.AreEqual(OutageVerdict.Unknown, OutageTriage.VerdictOfSite([""]));
    }

    [TestMethod]
    public void A_maintenance_figure_is_due_at_its_limit_and_well_below_four_fifths_of_it()
    {
        MaintenanceRule rule = MaintenanceRules.Find("sensorErrors")!;
        Assert.IsFalse(MaintenanceRules.IsDue(rule, 599));
        Assert.IsTrue(MaintenanceRules.IsDue(rule, 600));
        Assert.IsFalse(MaintenanceRules.IsWell(rule, 480));
        Assert.IsTrue(MaintenanceRules.IsWell(rule, 479));
        Assert.AreEqual(70, rule.Read(StatusReport.Of("{\"sensorErrors\":70}")));
        Assert.IsNull(rule.Read(StatusReport.Of("{\"sensorErrors\":\"many\"}")));
        Assert.IsNull(rule.Read(StatusReport.Of("[1]")));
    }

    [TestMethod]
    public void Boots_of_more_than_a_day_before_are_forgotten()
    {
        string times = BootTimes.Add("", 2, 1000);
        Assert.AreEqual("1000,1000", times);
        Assert.AreEqual("1000,1000,86400999", BootTimes.Add(times, 1, 86400999));
        Assert.AreEqual("86401000", BootTimes.Add(times, 1, 86401000));
        Assert.HasCount(50, BootTimes.Within(BootTimes.Add("", 5000000000, 5), 5));
    }
}
