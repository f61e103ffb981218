using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Src.Ocpi;

[TestClass]
public sealed class OcpiVersionsTests
{
    [TestMethod]
    public async Task A_partner_finds_each_module_from_the_versions_on_with_a_token_in_base64()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        using HttpClient known = bridge.Http();
        using HttpClient http = new() { BaseAddress = known.BaseAddress };
        string token = known.DefaultRequestHeaders.Authorization!.Parameter!;
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(token));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", encoded);

        JsonElement version = (await DataAsync(http, "/ocpi/versions"))[0];
        Assert.AreEqual("2.2.1", version.GetProperty("version").GetString());
        JsonElement details = await DataAsync(http, version.GetProperty("url").GetString()!);

        Assert.AreEqual("2.2.1", details.GetProperty("version").GetString());
        string[] modules =
        [
            .. details.GetProperty("endpoints").EnumerateArray().Select(endpoint =>
                $"{endpoint.GetProperty("identifier").GetString()} {endpoint.GetProperty("role").GetString()}"),
        ];
        CollectionAssert.AreEqual(
            new[] { "cdrs SENDER", "credentials SENDER", "locations SENDER", "sessions SENDER", "tariffs SENDER" },
            modules);
        await OcpiSchemas.AssertValidAsync("version-details", details);
        foreach (JsonElement endpoint in details.GetProperty("endpoints").EnumerateArray()
            .Where(endpoint => endpoint.GetProperty("identifier").GetString() != "credentials"))
        {
            Assert.AreEqual(JsonValueKind.Array, (await DataAsync(http, endpoint.GetProperty("url").GetString()!)).ValueKind);
        }
    }

    [TestMethod]
    public async Task Without_a_token_nobody_learns_of_versions()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = new() { BaseAddress = bridge.Host.PagesAddress };

        Assert.AreEqual(HttpStatusCode.Unauthorized, (await http.GetAsync("/ocpi/versions")).StatusCode);
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await http.GetAsync("/ocpi/2.2.1")).StatusCode);
    }

    private static async Task<JsonElement> DataAsync(HttpClient http, string path)
    {
        JsonElement answer = JsonDocument.Parse(await http.GetStringAsync(path)).RootElement;
        Assert.AreEqual(1000, answer.GetProperty("status_code").GetInt32());
        return answer.GetProperty("data");
    }
}
