using System.Net;
using System.Net.Http.Json;
using CloudBridge.Commands;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Tests.Src.Invoices;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Notices;
using CloudBridge.Tests.Stage.Storage;
using MimeKit;

namespace CloudBridge.Tests.Src.Notices;

/// <summary>Bills and statements by mail, to a real SMTP server.</summary>
[TestClass]
public class DocumentMailTests
{
    [TestMethod]
    public async Task A_business_gets_its_bill_and_its_credit_note_once_each_with_pdf_and_a_valid_electronic_invoice()
    {
        using MailServer server = await MailServer.StartAsync();
        await using RunningBridge bridge = await server.StartBridgeAsync();
        await using BusinessBill bills = await BusinessBill.IssueAsync(bridge, Werk("bills"));
        await HasSentAsync(bridge, 1);
        BusinessBill.Credit(bridge);
        await HasSentAsync(bridge, 2);
        // A bridge that starts looks at all documents anew. Commands go by the machine's clock, and so must one that starts after them.
        bridge.Clock.Now = DateTimeOffset.UtcNow.AddMinutes(1);
        await bridge.RestartAsync();
        BillAgain(bridge);
        await HasSentAsync(bridge, 3);

        MimeMessage[] mails = [.. server.Messages()];
        CollectionAssert.AreEqual(
            new[] { "Bill 2026-000001: EUR 2.63", "Credit note 2026-000002: EUR −2.63", "Corrected bill 2026-000003: EUR 2.63" },
            mails.Select(mail => mail.Subject).ToArray());
        Assert.IsTrue(mails.All(mail => mail.To.ToString() == "rechnung@werk.example"));
        StringAssert.Contains(TextOf(mails[0]), "7.360 kWh at c1, from 2026-03-02 12:00:00 UTC");
        StringAssert.Contains(TextOf(mails[0]), "EUR 2.63 including VAT. The bill is attached.");
        StringAssert.Contains(TextOf(mails[0]), "https://charging.example.org/bills/2026-000001");
        StringAssert.Contains(TextOf(mails[0]), "because the documents of account werk go to rechnung@werk.example");
        StringAssert.Contains(TextOf(mails[1]), "It takes back bill 2026-000001: ");
        Assert.AreEqual("Invoice 2.63", ReadInvoice(mails[0], "2026-000001"));
        Assert.AreEqual("CreditNote 2.63", ReadInvoice(mails[1], "2026-000002"));
    }

    [TestMethod]
    public async Task A_person_gets_the_statement_as_pdf_and_nothing_that_was_issued_before_it_was_set()
    {
        using MailServer server = await MailServer.StartAsync();
        await using RunningBridge bridge = await server.StartBridgeAsync();
        var olga = new { name = "Olga Owner", timeZone = "UTC", email = "olga@example.org", mailedDocuments = "none" };
        await using BusinessBill bills = await BusinessBill.IssueAsync(bridge, olga);
        bridge.Clock.Now = new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);
        await SetAsync(bridge, olga with { mailedDocuments = "statements" });
        string number = BusinessBill.MakeStatement(bridge);
        await HasSentAsync(bridge, 1);

        MimeMessage mail = server.Messages().Single();
        Assert.AreEqual($"Statement {number} of March 2026: EUR 2.63", mail.Subject);
        StringAssert.Contains(TextOf(mail), "Charging sessions: 1, 7.360 kWh.");
        CollectionAssert.AreEqual(new[] { number + ".pdf" }, NamesOf(mail));
    }

    [TestMethod]
    public async Task Whoever_stops_it_by_the_link_gets_no_more_until_it_is_set_anew()
    {
        using MailServer server = await MailServer.StartAsync();
        await using RunningBridge bridge = await server.StartBridgeAsync();
        await using BusinessBill bills = await BusinessBill.IssueAsync(bridge, Werk("bills"));
        await HasSentAsync(bridge, 1);
        using HttpClient http = bridge.Http();
        Uri stop = new(server.Messages()[0].Headers["List-Unsubscribe"]!.Trim('<', '>'));
        await http.PostAsync(stop.AbsolutePath, new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]));
        await bills.IssueMoreAsync();
        bridge.Clock.Now = bridge.Clock.Now.AddMilliseconds(1);

        StringAssert.Contains(await http.GetStringAsync("/accounts/werk"), "has stopped them by the link in them");
        CommandRun shown = CommandRun.Of(AccountCommand.Create(), ["show", "werk", "--database", bridge.DatabasePath]);
        StringAssert.Contains(shown.Output, ", stopped by the link in a mail");
        await SetAsync(bridge, Werk("none"));
        await SetAsync(bridge, Werk("bills"));
        await bills.IssueMoreAsync();
        await HasSentAsync(bridge, 2);
        Assert.AreEqual("Bill 2026-000003: EUR 2.63", server.Messages()[1].Subject);
        Assert.IsFalse((await http.GetStringAsync("/accounts/werk")).Contains("has stopped them", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task What_is_issued_after_an_address_was_mended_goes_to_the_new_one()
    {
        using MailServer server = await MailServer.StartAsync();
        await using RunningBridge bridge = await server.StartBridgeAsync();
        await using BusinessBill bills = await BusinessBill.IssueAsync(bridge, Werk("bills") with { Email = "typo@werk.example" });
        await HasSentAsync(bridge, 1);
        bridge.Clock.Now = bridge.Clock.Now.AddMilliseconds(1);
        await SetAsync(bridge, Werk("bills"));
        BusinessBill.Credit(bridge);
        await HasSentAsync(bridge, 2);

        Assert.AreEqual("rechnung@werk.example", server.Messages()[1].To.ToString());
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM contact"));
        Assert.IsEmpty(bridge.Host.Notices.Contacts.Of(null));
    }

    [TestMethod]
    public async Task A_bill_that_cannot_be_read_is_given_up_and_keeps_no_other_from_being_mailed()
    {
        using MailServer server = await MailServer.StartAsync();
        await using RunningBridge bridge = await server.StartBridgeAsync();
        await using BusinessBill bills = await BusinessBill.IssueAsync(bridge, Werk("none"));
        await bills.IssueMoreAsync();
        bridge.Run(TestDatabase.IsPostgres ? "ALTER TABLE bill DISABLE TRIGGER USER" : "DROP TRIGGER bill_is_not_changed");
        bridge.Run("UPDATE bill SET body = '{' WHERE bill_number = '2026-000001'");
        bridge.Run("UPDATE account SET mailed_documents = 'bills', mailed_from_utc_ms = 0 WHERE account_id = 'werk'");
        await HasSentAsync(bridge, 1);
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Dead) == 1);

        Assert.AreEqual("Bill 2026-000002: EUR 2.63", server.Messages().Single().Subject);
        const string GivenUp = "state = 'Dead' AND last_error LIKE 'The message could not be made: %'";
        CollectionAssert.AreEqual(
            new[] { "bill/2026-000001" },
            bridge.Texts($"SELECT document FROM notice WHERE {GivenUp}").ToArray());
    }

    [TestMethod]
    public async Task An_account_without_an_address_and_a_word_that_is_none_are_refused_in_a_sentence()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http();

        HttpResponseMessage nowhere = await http.PutAsJsonAsync("/api/v1/accounts/werk", Werk("bills") with { Email = "" });
        HttpResponseMessage unknown = await http.PutAsJsonAsync("/api/v1/accounts/werk", Werk("letters"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, nowhere.StatusCode);
        StringAssert.Contains(
            await nowhere.Content.ReadAsStringAsync(),
            "There is no address to mail bills to: give an e-mail address too");
        StringAssert.Contains(
            await unknown.Content.ReadAsStringAsync(),
            "is nothing that is mailed: give none, bills, statements");
    }

    private static PartySaid Werk(string mailed)
    {
        return new PartySaid("Werk Nord", "UTC", "DE", "DE987654321", "rechnung@werk.example", mailed);
    }

    private static async Task SetAsync(RunningBridge bridge, object account)
    {
        using HttpClient http = bridge.Http();
        Assert.AreEqual(HttpStatusCode.OK, (await http.PutAsJsonAsync("/api/v1/accounts/werk", account)).StatusCode);
    }

    private static void BillAgain(RunningBridge bridge)
    {
        string[] words = ["again", "2026-000001", "--reason", "it was right", "--database", bridge.DatabasePath];
        CommandRun run = CommandRun.Of(BillCommand.Create(), words);
        Assert.AreEqual(0, run.ExitCode, run.Output);
    }

    private static async Task HasSentAsync(RunningBridge bridge, int count)
    {
        bridge.Host.Notices.Wake();
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Delivered) == count);
    }

    // Between a figure and its unit no line is broken.
    private static string TextOf(MimeMessage mail)
    {
        return mail.TextBody!.Replace('\u00A0', ' ');
    }

    private static string[] NamesOf(MimeMessage mail)
    {
        return [.. mail.Attachments.Select(attachment => attachment.ContentDisposition!.FileName!)];
    }

    // What kind it is and what it comes to; no rule is broken, and the PDF beside it is one.
    private static string ReadInvoice(MimeMessage mail, string number)
    {
        CollectionAssert.AreEqual(new[] { number + ".pdf", number + ".xml" }, NamesOf(mail));
        MimePart[] parts = [.. mail.Attachments.Cast<MimePart>()];
        using MemoryStream pdf = new();
        parts[0].Content!.DecodeTo(pdf);
        CollectionAssert.AreEqual("%PDF-"u8.ToArray(), pdf.ToArray()[..5]);
        using MemoryStream xml = new();
        parts[1].Content!.DecodeTo(xml);
        xml.Position = 0;
        return BusinessBill.ReadInvoice(xml);
    }

    private sealed record PartySaid(
        string Name,
        string TimeZone,
        string CountryCode,
        string VatNumber,
        string Email,
        string MailedDocuments);
}
