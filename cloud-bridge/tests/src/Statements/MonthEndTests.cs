using System.Net;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Host;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Statements;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Statements;

[TestClass]
public class MonthEndTests
{
    [TestMethod]
    public async Task A_running_bridge_makes_the_statement_of_real_bills_by_itself_and_after_a_restart_what_was_missed()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        StatementOffice office = new(bridge);
        office.AddAccount();
        bridge.Clock.Now = new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.Zero);
        Tariff tariff = await bridge.PublishAsync(zone: "Europe/Berlin");
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        bridge.Run("INSERT INTO account_charger (charger_id, from_utc_ms, account_id) VALUES ('c1', 0, 'olga')");
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 7360000, 1000000, tariff)));

        bridge.Clock.Now = new DateTimeOffset(2026, 4, 1, 10, 0, 0, TimeSpan.Zero);
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM statement") == 1);

        // 7.36 kWh for 2.65 and 1 kWh for 0.30 + 20 % = 0.36.
        Assert.AreEqual(301, bridge.Count("SELECT total_incl_minor FROM statement WHERE month = '2026-03' AND session_count = 2"));
        Assert.AreEqual("", string.Join("\n", new DatabaseVerifier(office.Database).Verify().Defects));

        // ScriptedSession is of March: it came too late for March's statement and goes with April's, which falls due while nothing runs.
        bridge.Clock.Now = new DateTimeOffset(2026, 4, 20, 0, 0, 0, TimeSpan.Zero);
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(3, 8360000, 1000000, tariff)));
        await bridge.Host.DisposeAsync();
        bridge.Clock.Now = new DateTimeOffset(2026, 8, 20, 0, 0, 0, TimeSpan.Zero);
        await bridge.RestartAsync();
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM statement") == 2);

        Assert.AreEqual(36, bridge.Count("SELECT total_incl_minor FROM statement WHERE month = '2026-04'"));
    }

    [TestMethod]
    public async Task Two_bridges_on_one_database_make_one_statement_for_each_account()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using BridgeHost other = await BridgeHost.StartAsync(
            bridge.Settings(),
            CancellationToken.None,
            bridge.Clock,
            bridge.Clock.Wall);
        StatementOffice office = new(bridge);
        for (int i = 0; i < 20; i++)
        {
            office.AddAccount($"a{i}");
            office.Issue(ScriptedBill.Of("2026-06-01T10:00:00", 1000000, 100, 20, accountId: $"a{i}"));
        }

        bridge.Clock.Now = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM statement") == 20);
        await other.DisposeAsync();
        await bridge.Host.DisposeAsync();

        Assert.AreEqual(20, bridge.Count("SELECT last_serial FROM statement_serial"));
        Assert.AreEqual(20, bridge.Count("SELECT COUNT(DISTINCT account_id) FROM statement WHERE month = '2026-06'"));
    }

    [TestMethod]
    public async Task Owners_see_the_statements_of_their_account_operators_all_and_technicians_none()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        StatementOffice office = new(bridge);
        office.AddAccount();
        office.AddAccount("otto", name: "Otto");
        office.Issue(ScriptedBill.Of("2026-03-02T10:00:00", 7360000, 221, 44));
        office.Issue(ScriptedBill.Of("2026-03-02T10:00:00", 7360000, 100, 20, accountId: "otto"));
        string olgas = office.Make("2026-03").Number;
        string ottos = office.Make("2026-03", "otto").Number;
        string password = PersonRegistry.NewPassword();
        bridge.AddPerson("olga@example.org", Role.Owner, password);
        bridge.AddPerson("nobody@example.org", Role.Owner, password);
        bridge.Run("UPDATE person SET account_id = 'olga' WHERE person_name = 'olga@example.org'");

        using Browser owner = new(bridge.Host.PagesAddress);
        await owner.SignInAsync("olga@example.org", password);
        string list = await owner.ReadAsync("/statements?account=otto");
        StringAssert.Contains(list, olgas);
        Assert.IsFalse(list.Contains(ottos, StringComparison.Ordinal));
        StringAssert.Contains(await owner.ReadAsync($"/statements/{olgas}"), "2.65 EUR");
        foreach (string end in new[] { "", "/pdf", "/csv", "/json" })
        {
            Assert.AreEqual(HttpStatusCode.OK, (await owner.GetAsync($"/statements/{olgas}{end}")).StatusCode);
            Assert.AreEqual(HttpStatusCode.NotFound, (await owner.GetAsync($"/statements/{ottos}{end}")).StatusCode);
        }

        using Browser nobody = new(bridge.Host.PagesAddress);
        await nobody.SignInAsync("nobody@example.org", password);
        StringAssert.Contains(await nobody.ReadAsync("/statements"), "There are no statements yet");
        Assert.AreEqual(HttpStatusCode.NotFound, (await nobody.GetAsync($"/statements/{olgas}")).StatusCode);
        using HttpClient technician = bridge.Http(Role.Technician);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await technician.GetAsync("/statements")).StatusCode);
        using HttpClient op = bridge.Http();
        string all = await op.GetStringAsync("/statements");
        StringAssert.Contains(all, olgas);
        StringAssert.Contains(all, ottos);
        StringAssert.Contains(await op.GetStringAsync("/api/v1/statements?account=otto"), ottos);
        Assert.AreEqual(office.Archive.Find(ottos)!.Body, await op.GetStringAsync($"/api/v1/statements/{ottos}"));
    }

    [TestMethod]
    public async Task A_long_statement_pages_and_says_how_to_sign_it()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        StatementOffice office = new(bridge);
        office.AddAccount();
        for (int i = 0; i < 120; i++)
        {
            office.Issue(ScriptedBill.Of($"2026-03-{1 + (i % 28):00}T10:00:00", 1000000, 100, 20));
        }

        Statement statement = office.Make("2026-03");
        using HttpClient http = bridge.Http();

        // 50 lines a page: 120 lines are on three pages, the third with 20.
        string[] pages =
        [
            .. await Task.WhenAll(
                Enumerable.Range(1, 3).Select(page => http.GetStringAsync($"/statements/{statement.Number}?page={page}"))),
        ];
        CollectionAssert.AreEqual(
            new[] { 50, 50, 20 },
            pages
                .Select(page => statement.Lines.Count(line => page.Contains($"/bills/{line.BillNumber}\"", StringComparison.Ordinal)))
                .ToArray());
        Assert.IsTrue(
            pages.All(page => WebUtility.HtmlDecode(page).Contains("144.00", StringComparison.Ordinal)),
            "120 * 1.20 on each page");
        StringAssert.Contains(pages[0], "cloud-bridge --statement-key-file statement-key.pem");
    }
}
