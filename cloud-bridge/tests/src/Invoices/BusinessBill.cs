using System.Net;
using System.Net.Http.Json;
using System.Xml.Linq;
using CloudBridge.Commands;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Tests.Src.Statements;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Invoices;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Invoices;

/// <summary>The bill 2026-000001 of account werk at charger c1 of a bridge that runs, and more of the same.</summary>
internal sealed class BusinessBill : IAsyncDisposable
{
    /// <summary>Energy at 0.30, 19 %.</summary>
    private const string Tariff19 = """
        {"country_code":"DE","party_id":"ALL","id":"vat","currency":"EUR","last_updated":"2026-01-01T00:00:00Z","elements":[
         {"price_components":[{"type":"ENERGY","price":0.30,"vat":19.0,"step_size":1}]}]}
        """;

    private const long Energy = 7360000;

    private readonly ScriptedCharger _charger;
    private readonly Tariff _tariff;
    private int _sessions;

    private BusinessBill(ScriptedCharger charger, Tariff tariff)
    {
        _charger = charger;
        _tariff = tariff;
    }

    /// <summary>Sets who issues, adds the account and bills it: 7.36 kWh x 0.30 = 2.208 -> 2.21; x 19 % = 0.4199 -> 0.42; 2.63.</summary>
    public static async Task<BusinessBill> IssueAsync(RunningBridge bridge, object account)
    {
        string[] issuer =
        [
            "set", "--name", "Test Energy", "--address", "Ladestrasse 1", "--city", "Leipzig", "--postal-code", "04109",
            "--address-country", "de", "--vat-number", "DE123456789", "--payment-days", "30", "--database", bridge.DatabasePath,
        ];
        Assert.AreEqual(0, CommandRun.Of(IssuerCommand.Create(), issuer).ExitCode);
        using HttpClient http = bridge.Http();
        Assert.AreEqual(HttpStatusCode.OK, (await http.PutAsJsonAsync("/api/v1/accounts/werk", account)).StatusCode);
        Tariff tariff = await bridge.PublishAsync(Tariff19);
        BusinessBill bills = new(await bridge.ConnectAsync(), tariff);
        bridge.Run("INSERT INTO account_charger (charger_id, from_utc_ms, account_id) VALUES ('c1', 0, 'werk')");
        await bills.IssueMoreAsync();
        return bills;
    }

    /// <summary>Bills the same energy once more.</summary>
    public async Task IssueMoreAsync()
    {
        long registerStart = _sessions * Energy;
        _sessions++;
        await _charger.PublishAsync(Topic.Session, _charger.Record(ScriptedSession.OneHour(_sessions, registerStart, Energy, _tariff)));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        return _charger.DisposeAsync();
    }

    /// <summary>What kind an electronic invoice is and what it comes to; the test fails where it breaks a rule.</summary>
    public static string ReadInvoice(Stream content)
    {
        XDocument document = XDocument.Load(content);
        Assert.AreEqual("", string.Join(", ", En16931Rules.FindBroken(document)), document.ToString());
        UblReading ubl = new(document);
        return $"{ubl.Kind} {ubl.Text("cac:LegalMonetaryTotal/cbc:PayableAmount")}";
    }

    /// <summary>Takes that bill back, or another.</summary>
    public static void Credit(RunningBridge bridge, string number = "2026-000001")
    {
        CommandRun run = CommandRun.Of(
            BillCommand.Create(),
            ["credit", number, "--reason", "price", "--database", bridge.DatabasePath]);
        Assert.AreEqual(0, run.ExitCode, run.Output);
    }

    /// <summary>Makes the statement of its month; its number.</summary>
    public static string MakeStatement(RunningBridge bridge)
    {
        StatementOffice office = new(bridge);
        office.At("2026-04-02T10:00:00Z");
        Statement statement = office.Make("2026-03", "werk");
        return statement.Number;
    }
}
