using System.Net;
using System.Text;
using System.Text.Json;
using CloudBridge.Commands;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Partners;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Ocpi;

/// <summary>The handshake with a partner on a web server of its own (OCPI 2.2.1, 7), from either side.</summary>
[TestClass]
public class PartnerCredentialsTests
{
    private const string Credentials = "/ocpi/2.2.1/credentials";

    [TestMethod]
    public async Task A_partner_registers_with_its_invitation_and_gets_a_token_of_its_own()
    {
        await using RunningBridge bridge = await StartAsync();
        await using PartnerServer partner = await PartnerServer.StartAsync();
        string invitation = Registry(bridge).Invite("drive", OcpiModule.All)!;

        HttpResponseMessage answer = await partner.RegisterAsync(bridge.Host.PagesAddress, invitation);

        JsonElement given = await OcpiSchemas.DataAsync(answer);
        await OcpiSchemas.AssertValidAsync("credentials", given);
        Assert.AreEqual($"{bridge.Host.PagesAddress}ocpi/versions", given.GetProperty("url").GetString());
        JsonElement role = given.GetProperty("roles")[0];
        Assert.AreEqual("CPO", role.GetProperty("role").GetString());
        Assert.AreEqual("DE", role.GetProperty("country_code").GetString());
        Assert.AreEqual("CAG", role.GetProperty("party_id").GetString());
        Assert.AreEqual("Test Energy", role.GetProperty("business_details").GetProperty("name").GetString());
        Partner kept = Registry(bridge).Find("drive")!;
        Assert.AreEqual(PartnerState.Registered, kept.State);
        Assert.AreEqual(new PartnerRole("EMSP", "EMS", "NL", "Drive Ltd"), kept.Roles.Single());
        Assert.AreEqual(5, kept.Endpoints.Count);
        using HttpClient http = partner.Http(bridge.Host.PagesAddress);
        foreach (string module in new[] { "cdrs", "locations", "sessions", "tariffs" })
        {
            Assert.AreEqual(JsonValueKind.Array, (await OcpiSchemas.DataAsync(http, $"/ocpi/2.2.1/{module}")).ValueKind);
        }

        // GET gives the credentials that it has.
        Assert.AreEqual(
            given.GetProperty("token").GetString(),
            (await OcpiSchemas.DataAsync(http, Credentials)).GetProperty("token").GetString());
        // The invitation is thrown away.
        http.DefaultRequestHeaders.Authorization = PartnerServer.Header(invitation);
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await http.GetAsync("/ocpi/versions")).StatusCode);
        // Neither token is stored as it is shown here.
        string stored = bridge.Texts("SELECT COALESCE(token_hash, '') || COALESCE(next_token_hash, '') FROM ocpi_partner").Single();
        Assert.AreEqual(64, stored.Length);
        Assert.IsFalse(stored.Contains(given.GetProperty("token").GetString()!, StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task An_invitation_opens_versions_and_credentials_and_nothing_else()
    {
        await using RunningBridge bridge = await StartAsync();
        string invitation = Registry(bridge).Invite("drive", [OcpiModule.Cdrs])!;
        using HttpClient http = new() { BaseAddress = bridge.Host.PagesAddress };
        http.DefaultRequestHeaders.Authorization = PartnerServer.Header(invitation);

        JsonElement versions = await OcpiSchemas.DataAsync(http, "/ocpi/versions");
        await OcpiSchemas.AssertValidAsync("versions", versions);
        JsonElement details = await OcpiSchemas.DataAsync(http, versions[0].GetProperty("url").GetString()!);
        await OcpiSchemas.AssertValidAsync("version-details", details);
        // What the operator did not give it is not named.
        Assert.AreEqual(
            "cdrs credentials",
            string.Join(' ', details.GetProperty("endpoints").EnumerateArray().Select(one => one.GetProperty("identifier").GetString())));
        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync(Credentials)).StatusCode);
        foreach (string closed in new[] { "/ocpi/2.2.1/cdrs", "/ocpi/2.2.1/tariffs", "/api/v1/chargers", "/board", "/metrics" })
        {
            Assert.AreEqual(HttpStatusCode.Unauthorized, (await http.GetAsync(closed)).StatusCode, closed);
        }
    }

    [TestMethod]
    public async Task A_registered_partner_opens_its_modules_and_no_page_and_no_api()
    {
        await using RunningBridge bridge = await StartAsync();
        await using PartnerServer partner = await PartnerServer.StartAsync();
        await partner.RegisterAsync(bridge.Host.PagesAddress, Registry(bridge).Invite("drive", [OcpiModule.Tariffs])!);
        using HttpClient http = partner.Http(bridge.Host.PagesAddress);

        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync("/ocpi/2.2.1/tariffs")).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync("/ocpi/2.2.1/cdrs")).StatusCode);
        foreach (string closed in new[] { "/api/v1/chargers", "/api/v1/bills", "/metrics", "/openapi/v1.json" })
        {
            Assert.AreEqual(HttpStatusCode.Forbidden, (await http.GetAsync(closed)).StatusCode, closed);
        }
    }

    [TestMethod]
    public async Task A_token_that_comes_bare_is_known_because_base64_has_no_underscore()
    {
        await using RunningBridge bridge = await StartAsync();
        string invitation = Registry(bridge).Invite("drive", OcpiModule.All)!;
        using HttpClient http = new() { BaseAddress = bridge.Host.PagesAddress };

        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Token " + invitation);

        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync("/ocpi/versions")).StatusCode);
    }

    [TestMethod]
    public async Task What_is_for_the_registered_or_only_for_others_is_answered_405()
    {
        await using RunningBridge bridge = await StartAsync();
        await using PartnerServer partner = await PartnerServer.StartAsync();
        string invitation = Registry(bridge).Invite("drive", OcpiModule.All)!;
        using HttpClient http = new() { BaseAddress = bridge.Host.PagesAddress };
        http.DefaultRequestHeaders.Authorization = PartnerServer.Header(invitation);

        Assert.AreEqual(
            HttpStatusCode.MethodNotAllowed,
            (await partner.RegisterAsync(bridge.Host.PagesAddress, invitation, HttpMethod.Put)).StatusCode);
        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, (await http.DeleteAsync(Credentials)).StatusCode);
        await partner.RegisterAsync(bridge.Host.PagesAddress, invitation);
        string token = partner.Given.GetProperty("token").GetString()!;

        HttpResponseMessage again = await partner.RegisterAsync(bridge.Host.PagesAddress, token);

        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, again.StatusCode);
        await OcpiSchemas.AssertValidAsync("envelope", JsonDocument.Parse(await again.Content.ReadAsStringAsync()).RootElement);
    }

    [TestMethod]
    public async Task A_renewed_token_takes_the_place_of_the_old_one()
    {
        await using RunningBridge bridge = await StartAsync();
        await using PartnerServer partner = await PartnerServer.StartAsync();
        await partner.RegisterAsync(bridge.Host.PagesAddress, Registry(bridge).Invite("drive", OcpiModule.All)!);
        string first = partner.Given.GetProperty("token").GetString()!;

        HttpResponseMessage answer = await partner.RegisterAsync(bridge.Host.PagesAddress, first, HttpMethod.Put);

        Assert.AreNotEqual(first, (await OcpiSchemas.DataAsync(answer)).GetProperty("token").GetString());
        using HttpClient http = partner.Http(bridge.Host.PagesAddress);
        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync("/ocpi/2.2.1/tariffs")).StatusCode);
        http.DefaultRequestHeaders.Authorization = PartnerServer.Header(first);
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await http.GetAsync("/ocpi/2.2.1/tariffs")).StatusCode);
        Assert.AreEqual(partner.OwnToken, Registry(bridge).Find("drive")!.TheirToken);
    }

    [TestMethod]
    public async Task A_partner_that_ends_the_connection_or_is_revoked_gets_in_no_more()
    {
        await using RunningBridge bridge = await StartAsync();
        await using PartnerServer partner = await PartnerServer.StartAsync();
        await partner.RegisterAsync(bridge.Host.PagesAddress, Registry(bridge).Invite("drive", OcpiModule.All)!);
        using HttpClient http = partner.Http(bridge.Host.PagesAddress);

        await OcpiSchemas.DataAsync(await http.DeleteAsync(Credentials));
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await http.GetAsync("/ocpi/versions")).StatusCode);
        Assert.AreEqual("", Registry(bridge).Find("drive")!.TheirToken);

        await partner.RegisterAsync(bridge.Host.PagesAddress, Registry(bridge).Invite("drive", OcpiModule.All)!);
        CommandRun run = Partner(bridge, "revoke", "drive");
        Assert.AreEqual("drive is revoked.", run.Output.Trim());
        Assert.AreEqual("nobody's", partner.OwnToken, "the partner was told");
        using HttpClient second = partner.Http(bridge.Host.PagesAddress);
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await second.GetAsync("/ocpi/versions")).StatusCode);
    }

    [TestMethod]
    [DataRow("2.1.1", true, 3002)]
    [DataRow("2.2.1", false, 3003)]
    public async Task A_partner_whose_versions_do_not_fit_is_told_so_and_keeps_its_invitation(string version, bool hasCredentials, int code)
    {
        await using RunningBridge bridge = await StartAsync();
        await using PartnerServer partner = await PartnerServer.StartAsync();
        (partner.Version, partner.HasCredentials) = (version, hasCredentials);
        string invitation = Registry(bridge).Invite("drive", OcpiModule.All)!;

        HttpResponseMessage answer = await partner.RegisterAsync(bridge.Host.PagesAddress, invitation);

        JsonElement envelope = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.AreEqual(code, envelope.GetProperty("status_code").GetInt32());
        (partner.Version, partner.HasCredentials) = ("2.2.1", true);
        await OcpiSchemas.DataAsync(await partner.RegisterAsync(bridge.Host.PagesAddress, invitation));
    }

    [TestMethod]
    [DataRow("""{"url":"http://127.0.0.1/versions","roles":[]}""", "token must have")]
    [DataRow("""{"token":"t","roles":[{}]}""", "url is missing")]
    [DataRow("""{"token":"t","url":"http://127.0.0.1:1/v","roles":[{"role":"EMSP"}]}""", "each role needs")]
    public async Task Credentials_that_lack_something_are_refused_by_name(string body, string words)
    {
        await using RunningBridge bridge = await StartAsync();
        using HttpClient http = new() { BaseAddress = bridge.Host.PagesAddress };
        http.DefaultRequestHeaders.Authorization = PartnerServer.Header(Registry(bridge).Invite("drive", OcpiModule.All)!);

        HttpResponseMessage answer = await http.PostAsync(Credentials, new StringContent(body, Encoding.UTF8, "application/json"));

        JsonElement envelope = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.AreEqual(2001, envelope.GetProperty("status_code").GetInt32());
        StringAssert.Contains(envelope.GetProperty("status_message").GetString(), words);
        Assert.AreEqual(
            HttpStatusCode.BadRequest,
            (await http.PostAsync(Credentials, new StringContent("{", Encoding.UTF8, "application/json"))).StatusCode);
    }

    [TestMethod]
    public async Task A_partner_inside_the_operators_network_is_not_asked_unless_a_setting_lets_it()
    {
        await using RunningBridge bridge = await StartAsync(settings => settings.Ocpi.OcpiInside = false);
        await using PartnerServer partner = await PartnerServer.StartAsync();

        HttpResponseMessage answer = await partner.RegisterAsync(
            bridge.Host.PagesAddress,
            Registry(bridge).Invite("drive", OcpiModule.All)!);

        JsonElement envelope = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.AreEqual(3001, envelope.GetProperty("status_code").GetInt32());
        StringAssert.Contains(envelope.GetProperty("status_message").GetString(), "setting OcpiInside");
    }

    [TestMethod]
    public async Task A_token_of_the_api_reads_the_lists_and_registers_nobody()
    {
        await using RunningBridge bridge = await StartAsync();
        using HttpClient http = bridge.Http();
        using HttpClient technician = bridge.Http(Role.Technician);

        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync("/ocpi/2.2.1/tariffs")).StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await http.GetAsync(Credentials)).StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await http.PostAsync(Credentials, null)).StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await technician.GetAsync("/ocpi/versions")).StatusCode);
    }

    internal static Task<RunningBridge> StartAsync(Action<BridgeSettings>? change = null)
    {
        return RunningBridge.StartAsync(
            settings =>
            {
                settings.Ocpi.OcpiCountryCode = "DE";
                settings.Ocpi.OcpiPartyId = "CAG";
                settings.Ocpi.OcpiInside = true;
                change?.Invoke(settings);
            },
            pace: 20);
    }

    internal static PartnerRegistry Registry(RunningBridge bridge)
    {
        return new PartnerRegistry(new Database(bridge.DatabasePath), bridge.Clock);
    }

    internal static CommandRun Partner(RunningBridge bridge, params string[] arguments)
    {
        string[] flags = arguments[0] == "list"
            ? ["--database", bridge.DatabasePath]
            :
            [
                "--database", bridge.DatabasePath, "--public-url", bridge.Host.PagesAddress.ToString().TrimEnd('/'), "--ocpi-country-code",
                "DE", "--ocpi-party-id", "CAG", "--ocpi-inside", "true",
            ];
        return CommandRun.Of(PartnerCommand.Create(), [.. arguments, .. flags]);
    }
}
