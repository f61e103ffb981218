using System.Net;
using System.Net.Http.Json;
using CloudBridge.Commands;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Src.Accounts;

/// <summary>Where a site is: by page, API and command.</summary>
[TestClass]
public class SiteFormTests
{
    private const string Password = "a password for tests";
    private const string NoPlace = "is no place on the earth: give degrees north and east parted by a comma, e.g. 51.340632,12.374733";

    [TestMethod]
    public async Task A_page_takes_city_country_and_coordinates_and_says_what_partners_miss()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.AddPerson("ann", Role.Operator, Password);
        using Browser ann = new(bridge.Host.PagesAddress);
        await ann.SignInAsync("ann", Password);

        await ann.SubmitFormAsync("/sites", "add-site", Fields("51.34, 12.37", id: "yard"));
        HttpResponseMessage refused = await ann.SubmitFormAsync("/sites/yard", "set-site", Fields("here"));

        Assert.AreEqual("Leipzig,DE,51340000,12370000", Place(bridge));
        StringAssert.Contains(await ann.ReadAsync("/sites/yard"), "OCPI partners are not told where it is before it has address.");
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        StringAssert.Contains(await refused.Content.ReadAsStringAsync(), NoPlace);
    }

    [TestMethod]
    public async Task The_API_takes_them_too_and_who_leaves_them_out_changes_none()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http();

        await http.PutAsJsonAsync(
            "/api/v1/sites/yard",
            new { name = "Yard", timeZone = "UTC", city = "Leipzig", countryCode = "DE", coordinates = "51.34,12.37" });
        await http.PutAsJsonAsync("/api/v1/sites/yard", new { name = "The yard", timeZone = "UTC" });
        HttpResponseMessage refused = await http.PutAsJsonAsync(
            "/api/v1/sites/yard",
            new { name = "Yard", timeZone = "UTC", countryCode = "XX" });

        Assert.AreEqual("Leipzig,DE,51340000,12370000", Place(bridge));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        StringAssert.Contains(await refused.Content.ReadAsStringAsync(), "'XX' is no country");
    }

    [TestMethod]
    public async Task The_command_takes_them_and_says_what_is_missing()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        string[] database = ["--database", bridge.DatabasePath];

        CommandRun added = CommandRun.Of(SiteCommand.Create(), ["add", "yard", "--name", "Yard", "--city", "Leipzig", .. database]);
        CommandRun set = CommandRun.Of(
            SiteCommand.Create(),
            ["set", "yard", "--address", "Way 1", "--country", "de", "--coordinates", "51.34,12.37", .. database]);
        CommandRun refused = CommandRun.Of(SiteCommand.Create(), ["set", "yard", "--coordinates", "91,0", .. database]);

        Assert.AreEqual(
            "OCPI partners are not told where it is before it has address, country, coordinates. "
                + "cloud-bridge site set yard --help shows how.",
            added.Lines[1]);
        Assert.HasCount(1, set.Lines);
        Assert.AreEqual((2, "'91,0' " + NoPlace), (refused.ExitCode, refused.Output));
        Assert.AreEqual("Leipzig,DE,51340000,12370000", Place(bridge));
    }

    private static Dictionary<string, string> Fields(string coordinates, string? id = null)
    {
        Dictionary<string, string> fields = new()
        {
            ["Form.Name"] = "Yard",
            ["Form.City"] = "Leipzig",
            ["Form.CountryCode"] = "de",
            ["Form.Coordinates"] = coordinates,
            ["Form.TimeZone"] = "UTC",
        };
        if (id != null)
        {
            fields["Form.Id"] = id;
        }

        return fields;
    }

    private static string Place(RunningBridge bridge)
    {
        return bridge
            .Texts("SELECT city || ',' || country_code || ',' || latitude_microdegrees || ',' || longitude_microdegrees FROM site")
            .Single();
    }
}
