using System.Net;
using CloudBridge.Commands;
using CloudBridge.Core.Registry.Partners;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Src.Ocpi;

/// <summary>What an operator types for a partner, and is told of one.</summary>
[TestClass]
public class PartnerCommandTests
{
    [TestMethod]
    public async Task The_bridge_registers_by_command_while_the_partner_asks_it_back()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        await using PartnerServer partner = await PartnerServer.StartAsync();

        CommandRun run = Partner(bridge, "register", "drive", "--url", partner.VersionsUrl, "--token", PartnerServer.Invitation);

        Assert.AreEqual(0, run.ExitCode, run.Output);
        Assert.AreEqual("drive is registered: EMSP NL*EMS Drive Ltd.", run.Output.Trim());
        await OcpiSchemas.AssertValidAsync("credentials", partner.Given);
        Assert.AreEqual("their-token-1", Registry(bridge).Find("drive")!.TheirToken);
        using HttpClient http = partner.Http(bridge.Host.PagesAddress);
        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync("/ocpi/2.2.1/tariffs")).StatusCode);

        string before = partner.Given.GetProperty("token").GetString()!;
        Assert.AreEqual(0, Partner(bridge, "renew", "drive").ExitCode);
        Assert.AreEqual("their-token-2", Registry(bridge).Find("drive")!.TheirToken);
        Assert.AreNotEqual(before, partner.Given.GetProperty("token").GetString());
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await http.GetAsync("/ocpi/2.2.1/tariffs")).StatusCode);
        StringAssert.StartsWith(Partner(bridge, "list").Lines[0], "drive  registered since 2");
        Assert.IsFalse(Partner(bridge, "list").Output.Contains("token", StringComparison.OrdinalIgnoreCase));
    }

    [TestMethod]
    public async Task A_registration_that_fails_leaves_no_token_behind()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        await using PartnerServer partner = await PartnerServer.StartAsync();

        CommandRun run = Partner(bridge, "register", "drive", "--url", partner.VersionsUrl, "--token", "wrong");

        Assert.AreEqual(CommandLine.Refused, run.ExitCode);
        StringAssert.Contains(run.Output, "It answered 401");
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM ocpi_partner WHERE token_hash IS NOT NULL OR next_token_hash IS NOT NULL"));
        Assert.AreEqual(0, Partner(bridge, "register", "drive", "--url", partner.VersionsUrl, "--token", "their-invitation").ExitCode);
    }

    [TestMethod]
    public async Task An_operator_is_told_what_to_give_a_partner_and_what_is_no_module()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();

        CommandRun run = Partner(bridge, "add", "drive", "--modules", "tariffs,locations");

        Assert.AreEqual("Modules   locations, tariffs", run.Lines[1]);
        Assert.AreEqual($"Versions  {bridge.Host.PagesAddress}ocpi/versions", run.Lines[2]);
        StringAssert.StartsWith(run.Lines[3], "Token     cp_");
        StringAssert.Contains(Partner(bridge, "add", "drive").Output, "There is a partner drive already");
        StringAssert.Contains(Partner(bridge, "add", "other", "--modules", "tokens").Output, "'tokens' is no module");
        Assert.AreEqual("drive  invited", Partner(bridge, "list").Lines[0][..14]);
    }

    [TestMethod]
    public async Task A_partner_that_has_ended_is_listed_with_the_time_of_its_ending()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        PartnerRegistry partners = Registry(bridge);
        bridge.Clock.Now = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
        partners.Invite("drive", OcpiModule.All);
        partners.Begin("other", OcpiModule.All);

        bridge.Clock.Now = new DateTimeOffset(2026, 6, 3, 9, 30, 0, TimeSpan.Zero);
        partners.TryEnd("drive");
        partners.GiveUp("other");
        // Who revokes it once more has not ended it then.
        bridge.Clock.Now = new DateTimeOffset(2026, 6, 4, 8, 0, 0, TimeSpan.Zero);
        partners.TryEnd("drive");

        string[] lines = [.. Partner(bridge, "list").Lines];
        StringAssert.StartsWith(lines[0], "drive  ended since 2026-06-03 09:30:00 UTC+00:00  ");
        StringAssert.StartsWith(lines[1], "other  ended since 2026-06-03 09:30:00 UTC+00:00  ");

        partners.Invite("drive", OcpiModule.All);
        StringAssert.StartsWith(Partner(bridge, "list").Lines[0], "drive  invited since 2026-06-04 08:00:00 UTC+00:00  ");
        partners.TryEnd("drive");
        StringAssert.StartsWith(Partner(bridge, "list").Lines[0], "drive  ended since 2026-06-04 08:00:00 UTC+00:00  ");
    }

    [TestMethod]
    public async Task One_that_ended_before_endings_were_kept_is_listed_without_a_time()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        Registry(bridge).Invite("drive", OcpiModule.All);
        bridge.Run("UPDATE ocpi_partner SET state = 'ended', token_hash = NULL");

        StringAssert.StartsWith(Partner(bridge, "list").Lines[0], "drive  ended, nobody knows when  ");
        Registry(bridge).TryEnd("drive");
        StringAssert.StartsWith(Partner(bridge, "list").Lines[0], "drive  ended, nobody knows when  ");
    }

    private static CommandRun Partner(RunningBridge bridge, params string[] arguments)
    {
        return PartnerCredentialsTests.Partner(bridge, arguments);
    }

    private static PartnerRegistry Registry(RunningBridge bridge)
    {
        return PartnerCredentialsTests.Registry(bridge);
    }
}
