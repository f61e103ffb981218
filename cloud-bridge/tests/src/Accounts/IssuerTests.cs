using System.Net;
using CloudBridge.Commands;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Issuers;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Accounts;

/// <summary>Issuer and series stand in the database: nobody issues another's document by want of a flag.</summary>
[TestClass]
public class IssuerTests
{
    private static readonly Issuer Swiss = new()
    {
        CountryCode = "CH",
        Name = "Test Energie AG",
        Address = "Bahnhofstrasse 1",
        City = "Zürich",
        PostalCode = "8001",
        AddressCountryCode = "CH",
        VatNumber = "CHE-123.456.788 MWST",
        Iban = "CH9300762011623852957",
    };

    [TestMethod]
    public async Task A_command_without_flags_issues_as_the_bridge_does_and_one_with_others_is_refused()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings =>
        {
            settings.Operator.IssuerName = "Stadtstrom GmbH";
            settings.Operator.BillNumberPrefix = "ST-";
        });
        await BillAsync(bridge);

        string[] credit = ["credit", "ST-2026-000001", "--reason", "price", "--database", bridge.DatabasePath];
        CommandRun other = CommandRun.Of(BillCommand.Create(), [.. credit, "--bill-number-prefix", "XX-"]);
        CommandRun plain = CommandRun.Of(BillCommand.Create(), credit);

        Assert.AreEqual(2, other.ExitCode);
        StringAssert.Contains(other.Output, "The series of numbers of this database is 'ST-', and 'XX-' was given: leave it out");
        Assert.AreEqual(0, plain.ExitCode, plain.Output);
        Bill note = bridge.Host.Bills.Find("ST-2026-000002")!;
        Assert.AreEqual("Stadtstrom GmbH", note.Issuer.Name);
    }

    [TestMethod]
    public async Task Sites_of_a_country_have_the_issuer_and_vat_number_of_that_country()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings =>
        {
            settings.Operator.IssuerName = "Stadtstrom GmbH";
            settings.Operator.IssuerVatNumber = "DE123456789";
        });
        Database database = new(bridge.DatabasePath);
        new IssuerRegistry(database).Set(Swiss);
        SiteRegistry sites = new(database, TimeProvider.System);
        Assert.IsTrue(sites.TryAdd(new Site { SiteId = "zurich", Name = "Zürich", CountryCode = "CH", TimeZone = "Europe/Zurich" }));
        await BillAsync(bridge, siteId: "zurich");

        Bill bill = bridge.Host.Bills.FindBySession("c1-1")!;
        Assert.AreEqual(("Test Energie AG", "CHE-123.456.788 MWST"), (bill.Issuer.Name, bill.Issuer.VatNumber));
        Assert.AreEqual("CH", bill.Site!.CountryCode);
        using HttpClient http = bridge.Http();
        string page = WebUtility.HtmlDecode(await http.GetStringAsync("/bills/" + bill.Number));
        StringAssert.Contains(page, "8001 Zürich");
        StringAssert.Contains(page, "VAT number CHE-123.456.788 MWST");
    }

    [TestMethod]
    public async Task What_a_bridge_leaves_open_is_as_it_is_written_down()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Database database = new(bridge.DatabasePath);
        OperatorSettings settings = new() { IssuerName = "Stadtstrom GmbH", BillNumberPrefix = "ST-" };
        new IssuerRegistry(database).Adopt(settings);
        OperatorSettings next = new();
        new IssuerRegistry(database).Follow(next);
        Assert.AreEqual(("Stadtstrom GmbH", "ST-"), (next.IssuerName, next.BillNumberPrefix));
        OperatorSettings moved = new() { IssuerAddress = "Neue Straße 5|04109 Leipzig" };
        new IssuerRegistry(database).Adopt(moved);
        Assert.AreEqual(
            ("Stadtstrom GmbH", "Neue Straße 5|04109 Leipzig"),
            (new IssuerRegistry(database).Find("")!.Name, new IssuerRegistry(database).Find("")!.Address));
    }

    [TestMethod]
    public async Task A_database_from_before_issuers_follows_its_last_bill()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Operator.BillNumberPrefix = "ST-");
        await BillAsync(bridge);
        bridge.Run("DELETE FROM issuer");

        OperatorSettings settings = new();
        new IssuerRegistry(new Database(bridge.DatabasePath)).Follow(settings);

        Assert.AreEqual("ST-", settings.BillNumberPrefix);
    }

    [TestMethod]
    public async Task Setting_a_part_of_the_issuer_of_a_database_from_before_keeps_the_rest_and_the_series()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Operator.BillNumberPrefix = "ST-");
        await BillAsync(bridge);
        bridge.Run("DELETE FROM issuer");

        CommandRun set = CommandRun.Of(IssuerCommand.Create(), "set", "--name", "Stadtstrom GmbH", "--database", bridge.DatabasePath);
        CommandRun other = CommandRun.Of(IssuerCommand.Create(), "set", "--bill-number-prefix", "", "--database", bridge.DatabasePath);

        Assert.AreEqual((0, 0), (set.ExitCode, other.ExitCode));
        StringAssert.Contains(set.Output, "numbers ST-YYYY-NNNNNN");
        StringAssert.Contains(other.Output, "numbers YYYY-NNNNNN");
    }

    [TestMethod]
    [DataRow("DE89370400440532013000", null)]
    [DataRow("CH9300762011623852957", null)]
    [DataRow("DE89370400440532013001", "'DE89370400440532013001' is no IBAN: its check digits are wrong, or a character is missing")]
    [DataRow("DE89", "'DE89' is no IBAN: its check digits are wrong, or a character is missing")]
    public void An_iban_is_checked_by_its_digits(string iban, string? defect)
    {
        Assert.AreEqual(defect, (Swiss with { Iban = iban }).FindDefect());
    }

    private static async Task BillAsync(RunningBridge bridge, string? siteId = null)
    {
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        if (siteId != null)
        {
            bridge.Run($"UPDATE charger SET site_id = '{siteId}'");
        }

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
    }
}
