using System.Net;
using CloudBridge.Core.Operations.Claims;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Claims;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Web.Claims;

[TestClass]
public class ClaimTests
{
    [TestMethod]
    public async Task An_owner_who_scans_the_label_is_led_to_sign_in_and_back_and_claims_the_running_session_alone()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        await stage.EndAsync(1, 0);
        await stage.RunAsync(2);
        using Browser olga = new(stage.Bridge.Host.PagesAddress);
        string label = "/c/c1?code=" + stage.Code;

        string page = await olga.ReadAsync(label);
        StringAssert.Contains(page, "2.000\u00a0kWh");
        StringAssert.Contains(page, "0.72 EUR");
        string signIn = System.Text.RegularExpressions.Regex.Match(page, "href=\"(/sign-in[^\"]+)\"").Groups[1].Value;
        Assert.AreEqual(label, (await olga.SignInAsync("olga", ClaimStage.Password, signIn)).Headers.Location!.ToString());
        StringAssert.Contains(await olga.ReadAsync(label), $"value=\"{stage.Code}\"");
        Assert.AreEqual("/c/c1", await ClaimStage.ClaimAsync(olga, stage.Code));
        StringAssert.Contains(await olga.ReadAsync("/c/c1"), "This session is yours");
        StringAssert.Contains(await olga.ReadAsync("/my"), "Charging at");
        await stage.EndAsync(2, 7360000);
        await stage.EndAsync(3, 14720000);

        // Session 1 was before and session 3 after: both stay nobody's.
        CollectionAssert.AreEqual(
            new[] { "-", "oak", "-" },
            stage.Bridge.Texts("SELECT COALESCE(account_id, '-') FROM bill ORDER BY bill_number").ToArray());
        string start = await olga.ReadAsync("/my");
        StringAssert.Contains(start, "/bills/2026-000002");
        Assert.IsFalse(
            start.Contains("/bills/2026-000001", StringComparison.Ordinal)
                || start.Contains("/bills/2026-000003", StringComparison.Ordinal));
        StringAssert.Contains(await olga.ReadAsync("/bills/2026-000002"), "2.65 EUR");
        Assert.AreEqual(HttpStatusCode.NotFound, (await olga.GetAsync("/bills/2026-000001")).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await olga.GetAsync("/bills/2026-000003")).StatusCode);
        using Browser otto = await stage.BrowserAsync("otto");
        Assert.AreEqual(HttpStatusCode.NotFound, (await otto.GetAsync("/bills/2026-000002")).StatusCode);
    }

    [TestMethod]
    public async Task A_session_is_claimed_once_and_then_shows_its_figures_to_nobody_else()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        await stage.RunAsync(1);
        using Browser olga = await stage.BrowserAsync("olga");
        using Browser otto = await stage.BrowserAsync("otto");
        string ottosForm = await otto.ReadAsync("/c/c1");

        // Otto has the page open while Olga claims.
        Dictionary<string, string> fields = ClaimStage.FieldsOf(ottosForm, stage.Code);
        Assert.AreEqual("/c/c1", await ClaimStage.ClaimAsync(olga, stage.Code));
        HttpResponseMessage late = await otto.PostAsync("/c/c1/claim", fields);

        StringAssert.Contains(await otto.ReadAsync(late.Headers.Location!.ToString()), "Somebody else has claimed this session");
        using Browser stranger = new(stage.Bridge.Host.PagesAddress);
        string page = await stranger.ReadAsync("/c/c1");
        Assert.IsFalse(
            page.Contains("0.72 EUR", StringComparison.Ordinal)
                || page.Contains("oak", StringComparison.Ordinal)
                || page.Contains("olga", StringComparison.Ordinal),
            page);
        Assert.AreEqual(
            1,
            stage.Bridge.Count(
                "SELECT COUNT(*) FROM session_claim WHERE account_id = 'oak' AND person_name = 'olga' AND session_number = 1"));
    }

    [TestMethod]
    public async Task Without_the_labels_code_nothing_is_claimed_and_guessing_has_to_wait()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        await stage.RunAsync(1);
        using Browser olga = await stage.BrowserAsync("olga");

        for (int i = 0; i < SignInLimits.WrongMax; i++)
        {
            StringAssert.Contains(
                await olga.ReadAsync(await ClaimStage.ClaimAsync(olga, "0000-0000")),
                "not the code on the charger's label");
        }

        StringAssert.Contains(await olga.ReadAsync(await ClaimStage.ClaimAsync(olga, stage.Code)), "Wait 5 minutes");
        Assert.AreEqual(0, stage.Bridge.Count("SELECT COUNT(*) FROM session_claim"));
        // As somebody types it: small letters, a space.
        stage.Bridge.Clock.Now += SignInLimits.Wait;
        await stage.RunAsync(1);
        Assert.AreEqual("/c/c1", await ClaimStage.ClaimAsync(olga, stage.Code.ToLowerInvariant().Replace('-', ' ')));
    }

    [TestMethod]
    public async Task Knowing_the_code_of_one_label_buys_no_more_guesses_at_another()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        await stage.RunAsync(1);
        await stage.Bridge.Host.AddChargerAsync("c9", RunningBridge.DeviceKey);
        SessionClaims claims = stage.Claims();
        PlacedCharger own = stage.Placed();
        PlacedCharger other = own with { ChargerId = "c9" };

        for (int i = 0; i < SignInLimits.WrongMax; i++)
        {
            Assert.AreEqual(ClaimAnswer.WrongCode, claims.Claim(other, 1, "oak", "olga", "0000-0000"));
            claims.Claim(own, 1, "oak", "olga", i == SignInLimits.WrongMax - 1 ? "0000-0000" : stage.Code);
        }

        Assert.AreEqual(ClaimAnswer.MustWait, claims.Claim(other, 1, "oak", "olga", "0000-0000"));
    }

    [TestMethod]
    public async Task A_renewed_label_makes_the_old_code_useless()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        await stage.RunAsync(1);
        using Browser olga = await stage.BrowserAsync("olga");

        stage.Bridge.Run("UPDATE charger SET label_number = label_number + 1");

        StringAssert.Contains(await olga.ReadAsync(await ClaimStage.ClaimAsync(olga, stage.Code)), "not the code on the charger's label");
    }

    [TestMethod]
    public async Task A_session_at_somebody_elses_home_charger_is_neither_shown_nor_claimed()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        stage.Owners.Assign("c1", "elm", 0);
        Assert.AreEqual(ClaimAnswer.NotPublic, stage.Claims().Claim(stage.Placed(), 1, "oak", "olga", stage.Code), "none runs yet");
        await stage.RunAsync(1);
        using Browser olga = await stage.BrowserAsync("olga");
        using Browser otto = await stage.BrowserAsync("otto");

        string page = await olga.ReadAsync("/c/c1");
        Assert.IsFalse(
            page.Contains("0.72 EUR", StringComparison.Ordinal)
                || page.Contains("Claim this session", StringComparison.Ordinal)
                || page.Contains("elm", StringComparison.Ordinal),
            page);
        StringAssert.Contains(await otto.ReadAsync("/c/c1"), "0.72 EUR");
        StringAssert.Contains(await otto.ReadAsync("/my"), "0.72 EUR");
        SessionClaims claims = stage.Claims();
        Assert.AreEqual(ClaimAnswer.NotPublic, claims.Claim(stage.Placed(), 1, "oak", "olga", stage.Code));
        Assert.AreEqual(ClaimAnswer.OwnCharger, claims.Claim(stage.Placed(), 1, "elm", "otto", stage.Code));
        Assert.AreEqual(0, stage.Bridge.Count("SELECT COUNT(*) FROM session_claim"));
    }

    [TestMethod]
    public async Task What_is_over_is_not_claimed_and_the_answer_says_whether_a_bill_is_issued()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        await stage.RunAsync(1);
        SessionClaims claims = stage.Claims();
        Assert.AreEqual(ClaimAnswer.NotRunning, claims.Claim(stage.Placed(), 2, "oak", "olga", stage.Code));

        stage.Bridge.Clock.Now += TimeSpan.FromSeconds(61);
        Assert.AreEqual(
            ClaimAnswer.NotRunning,
            claims.Claim(stage.Placed(), 1, "oak", "olga", stage.Code),
            "the last live value is older than a minute");
        await stage.RunAsync(1);
        await stage.StatusAsync("Available");
        Assert.AreEqual(ClaimAnswer.NotRunning, claims.Claim(stage.Placed(), 1, "oak", "olga", stage.Code), "the plug is out");

        await stage.EndAsync(1, 0);
        Assert.AreEqual(ClaimAnswer.Billed, claims.Claim(stage.Placed(), 1, "oak", "olga", stage.Code));
        stage.Charger.BreakChain();
        await stage.Charger.PublishAsync(
            Firmware.Core.Ports.Topic.Session,
            stage.Charger.Record(ScriptedSession.OneHour(2, 7360000, 1000000, stage.Tariff)));
        Assert.AreEqual(ClaimAnswer.Over, claims.Claim(stage.Placed(), 2, "oak", "olga", stage.Code), "the chain is broken, so it is held");
    }

    [TestMethod]
    public async Task An_operator_takes_a_claim_back_while_the_session_runs_and_not_after()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        await stage.RunAsync(1);
        SessionClaims claims = stage.Claims();
        Assert.AreEqual(ClaimAnswer.Claimed, claims.Claim(stage.Placed(), 1, "oak", "olga", stage.Code));

        Assert.IsTrue(claims.TryTakeBack("c1", 1));

        Assert.AreEqual(ClaimAnswer.Claimed, claims.Claim(stage.Placed(), 1, "elm", "otto", stage.Code));
        await stage.EndAsync(1, 0);
        Assert.IsFalse(claims.TryTakeBack("c1", 1));
        Assert.AreEqual(1, stage.Bridge.Count("SELECT COUNT(*) FROM bill WHERE account_id = 'elm'"));
    }

    [TestMethod]
    public async Task The_public_page_tells_prices_with_vat_and_refuses_a_form_without_its_token()
    {
        await using ClaimStage stage = await ClaimStage.SetAsync();
        await stage.StatusAsync("Available");
        using Browser stranger = new(stage.Bridge.Host.PagesAddress);
        using Browser olga = await stage.BrowserAsync("olga");

        string page = await stranger.ReadAsync("/c/c1");

        // 0.30 EUR and 20 % VAT.
        StringAssert.Contains(page, "0.36 EUR / kWh");
        StringAssert.Contains(page, "Free");
        Assert.AreEqual(HttpStatusCode.NotFound, (await stranger.GetAsync("/c/c2")).StatusCode);
        Assert.AreEqual(
            HttpStatusCode.BadRequest,
            (await olga.PostAsync("/c/c1/claim", new() { ["session"] = "1", ["code"] = stage.Code })).StatusCode);
        StringAssert.StartsWith(
            (await stranger.PostAsync("/c/c1/claim", new() { ["session"] = "1", ["code"] = stage.Code })).Headers.Location!.ToString(),
            "/sign-in?return=");
    }
}
