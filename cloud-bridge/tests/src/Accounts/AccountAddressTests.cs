using System.Net;
using System.Net.Http.Json;
using CloudBridge.Commands;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Src.Accounts;

/// <summary>What an electronic invoice needs of its buyer: by page, API and command.</summary>
[TestClass]
public class AccountAddressTests
{
    private const string Password = "a password for tests";

    [TestMethod]
    public async Task A_page_takes_city_country_and_buyer_reference()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.AddPerson("ann", Role.Operator, Password);
        using Browser ann = new(bridge.Host.PagesAddress);
        await ann.SignInAsync("ann", Password);

        await ann.SubmitFormAsync("/accounts", "add-account", Fields("de", "werk"));
        HttpResponseMessage refused = await ann.SubmitFormAsync("/accounts/werk", "set-account", Fields("xx"));

        Assert.AreEqual("Leipzig,04109,DE,PO-77", Written(bridge));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        StringAssert.Contains(WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), "'XX' is no country");
        StringAssert.Contains(await ann.ReadAsync("/accounts/werk"), "value=\"PO-77\"");
    }

    [TestMethod]
    public async Task The_API_takes_them_too_and_who_leaves_them_out_changes_none()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http();

        await http.PutAsJsonAsync(
            "/api/v1/accounts/werk",
            new { name = "Werk", timeZone = "UTC", city = "Leipzig", postalCode = "04109", countryCode = "DE", buyerReference = "PO-77" });
        await http.PutAsJsonAsync("/api/v1/accounts/werk", new { name = "Werk Nord", timeZone = "UTC" });
        HttpResponseMessage refused = await http.PutAsJsonAsync(
            "/api/v1/accounts/werk",
            new { name = "Werk", timeZone = "UTC", postalCode = "12345678901" });

        Assert.AreEqual("Leipzig,04109,DE,PO-77", Written(bridge));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        StringAssert.Contains(await refused.Content.ReadAsStringAsync(), "The postal code must have at most 10 characters");
    }

    [TestMethod]
    public async Task The_command_takes_them()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        string[] database = ["--database", bridge.DatabasePath];

        CommandRun.Of(AccountCommand.Create(), ["add", "werk", "--name", "Werk", "--city", "Leipzig", .. database]);
        CommandRun.Of(
            AccountCommand.Create(),
            ["set", "werk", "--postal-code", "04109", "--country", "de", "--buyer-reference", "PO-77", .. database]);
        CommandRun refused = CommandRun.Of(AccountCommand.Create(), ["set", "werk", "--country", "XX", .. database]);

        Assert.AreEqual("Leipzig,04109,DE,PO-77", Written(bridge));
        StringAssert.Contains(refused.Output, "'XX' is no country: give the two letters of ISO 3166-1, e.g. DE");
        StringAssert.Contains(CommandRun.Of(AccountCommand.Create(), ["show", "werk", .. database]).Output, "Address     04109 Leipzig");
    }

    private static Dictionary<string, string> Fields(string country, string? id = null)
    {
        Dictionary<string, string> fields = new()
        {
            ["Form.Name"] = "Werk",
            ["Form.City"] = "Leipzig",
            ["Form.PostalCode"] = "04109",
            ["Form.CountryCode"] = country,
            ["Form.BuyerReference"] = "PO-77",
            ["Form.TimeZone"] = "UTC",
        };
        if (id != null)
        {
            fields["Form.Id"] = id;
        }

        return fields;
    }

    private static string Written(RunningBridge bridge)
    {
        BilledParty party = new AccountNames(new Database(bridge.DatabasePath)).Find("werk")!;
        return $"{party.City},{party.PostalCode},{party.CountryCode},{party.BuyerReference}";
    }
}
