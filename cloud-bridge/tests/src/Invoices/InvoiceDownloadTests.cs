using System.Net;
using System.Net.Http.Json;
using System.Xml.Linq;
using CloudBridge.Commands;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Invoices;

namespace CloudBridge.Tests.Src.Invoices;

/// <summary>A business gets its bills and statements as electronic invoices; everybody else a sentence, and nobody another's.</summary>
[TestClass]
public sealed class InvoiceDownloadTests
{
    [TestMethod]
    public async Task A_bill_credit_note_and_statement_of_a_business_are_there_by_page_API_and_command()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        var werk = new { name = "Werk Nord", timeZone = "UTC", countryCode = "DE", vatNumber = "DE987654321" };
        await using BusinessBill bills = await BusinessBill.IssueAsync(bridge, werk);
        using HttpClient http = bridge.Http();
        BusinessBill.Credit(bridge);
        string statement = BusinessBill.MakeStatement(bridge);

        // 7.36 kWh x 0.30 = 2.208 -> 2.21; x 19 % = 0.4199 -> 0.42.
        Assert.AreEqual("Invoice 2.63", await ReadAsync(http, "/bills/2026-000001.xml"));
        Assert.AreEqual("CreditNote 2.63", await ReadAsync(http, "/api/v1/bills/2026-000002/invoice.xml"));
        Assert.AreEqual("Invoice 0.00", await ReadAsync(http, $"/statements/{statement}/invoice"));
        CollectionAssert.AreEqual(
            await http.GetByteArrayAsync($"/statements/{statement}/invoice"),
            await http.GetByteArrayAsync($"/api/v1/statements/{statement}/invoice.xml"));
        StringAssert.Contains(await http.GetStringAsync("/bills/2026-000001"), "href=\"/bills/2026-000001.xml\"");
        StringAssert.Contains(await http.GetStringAsync($"/statements/{statement}"), $"href=\"/statements/{statement}/invoice\"");
        DirectoryInfo directory = Directory.CreateTempSubdirectory("chargeagent-");
        CommandRun run = CommandRun.Of(
            StatementCommand.Create(),
            ["export", statement, "--out", directory.FullName, "--database", bridge.DatabasePath]);
        StringAssert.Contains(run.Output, statement + ".xml");
        directory.Delete(true);
    }

    [TestMethod]
    public async Task A_site_stands_on_a_bill_and_in_its_invoice_with_postal_code_and_city_and_a_correction_keeps_them()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        new SiteRegistry(new Database(bridge.DatabasePath), bridge.Clock).TryAdd(new Site
        {
            SiteId = "yard",
            Name = "Yard",
            Address = "Hofweg 2|Gate 3|04347 Leipzig",
            City = "Leipzig",
            PostalCode = "04347",
            CountryCode = "DE",
        });
        var werk = new { name = "Werk Nord", timeZone = "UTC", countryCode = "DE", vatNumber = "DE987654321" };
        await using BusinessBill bills = await BusinessBill.IssueAsync(bridge, werk);
        using HttpClient http = bridge.Http();
        new ChargerPlaces(new Database(bridge.DatabasePath), new Hearing(bridge.Clock)).SetSite("c1", "yard");
        await bills.IssueMoreAsync();
        bridge.Run("UPDATE site SET city = 'Halle', postal_code = '06108', address = 'Saaleufer 1'");
        BusinessBill.Credit(bridge, "2026-000002");

        foreach (string number in new[] { "2026-000002", "2026-000003" })
        {
            XDocument ubl = XDocument.Parse(await http.GetStringAsync($"/api/v1/bills/{number}/invoice.xml"));
            XElement address = UblReading.All(ubl.Root!, "cac:Delivery/cac:DeliveryLocation/cac:Address").Single();
            Assert.AreEqual(
                "StreetName Hofweg 2, AdditionalStreetName Gate 3, CityName Leipzig, PostalZone 04347, Country DE",
                string.Join(", ", address.Elements().Select(part => $"{part.Name.LocalName} {part.Value.Trim()}")));
        }

        StringAssert.Contains(await http.GetStringAsync("/bills/2026-000002"), "Yard, Hofweg 2, Gate 3, 04347 Leipzig<");
        CommandRun verified = CommandRun.Of(VerifyCommand.Create(), "--database", bridge.DatabasePath);
        Assert.AreEqual(0, verified.ExitCode, verified.Output);
    }

    [TestMethod]
    public async Task What_is_missing_is_told_by_page_API_and_command()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        var werk = new { name = "Werk Nord", timeZone = "UTC", vatNumber = "DE987654321" };
        await using BusinessBill bills = await BusinessBill.IssueAsync(bridge, werk);
        using HttpClient http = bridge.Http();
        string statement = BusinessBill.MakeStatement(bridge);
        const string Words = "Account werk has no country: give it one with cloud-bridge account set werk --country";

        HttpResponseMessage refused = await http.GetAsync("/api/v1/bills/2026-000001/invoice.xml");
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        StringAssert.Contains(await refused.Content.ReadAsStringAsync(), Words);
        StringAssert.Contains(await http.GetStringAsync("/bills/2026-000001"), "No electronic invoice. 2026-000001: " + Words);
        StringAssert.Contains(await http.GetStringAsync($"/statements/{statement}"), Words);
        DirectoryInfo directory = Directory.CreateTempSubdirectory("chargeagent-");
        CommandRun run = CommandRun.Of(
            StatementCommand.Create(),
            ["export", statement, "--out", directory.FullName, "--database", bridge.DatabasePath]);
        StringAssert.Contains(run.Output, $"No electronic invoice. {statement}: {Words}");
        directory.Delete(true);
        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync("/api/v1/bills/2026-000009/invoice.xml")).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync("/api/v1/statements/S2026-000009/invoice.xml")).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync($"/statements/{statement}/invoice")).StatusCode);
    }

    [TestMethod]
    public async Task It_opens_for_whoever_may_open_the_bill_and_for_nobody_else()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        var werk = new { name = "Werk Nord", timeZone = "UTC", countryCode = "DE", buyerReference = "PO-77" };
        await using BusinessBill bills = await BusinessBill.IssueAsync(bridge, werk);
        string password = PersonRegistry.NewPassword();
        bridge.AddPerson("wanda", Role.Owner, password);
        bridge.AddPerson("otto", Role.Owner, password);
        bridge.Run("UPDATE person SET account_id = 'werk' WHERE person_name = 'wanda'");
        using Browser wanda = new(bridge.Host.PagesAddress);
        using Browser otto = new(bridge.Host.PagesAddress);
        using Browser stranger = new(bridge.Host.PagesAddress);
        await wanda.SignInAsync("wanda", password);
        await otto.SignInAsync("otto", password);

        Assert.AreEqual(HttpStatusCode.OK, (await wanda.GetAsync("/bills/2026-000001.xml")).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await otto.GetAsync("/bills/2026-000001.xml")).StatusCode);
        Assert.AreEqual(HttpStatusCode.Redirect, (await stranger.GetAsync("/bills/2026-000001.xml")).StatusCode);
    }

    private static async Task<string> ReadAsync(HttpClient http, string path)
    {
        HttpResponseMessage answer = await http.GetAsync(path);
        Assert.AreEqual("application/xml", answer.Content.Headers.ContentType?.MediaType, path);
        return BusinessBill.ReadInvoice(await answer.Content.ReadAsStreamAsync());
    }
}
