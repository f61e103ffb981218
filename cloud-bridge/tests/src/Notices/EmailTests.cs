using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Src.Ingest;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Notices;
using MimeKit;

namespace CloudBridge.Tests.Src.Notices;

/// <summary>E-mails to a real SMTP server.</summary>
[TestClass]
public class EmailTests
{
    [TestMethod]
    public async Task An_e_mail_has_plain_text_and_html_a_link_to_stop_it_and_says_that_no_person_wrote_it()
    {
        using MailServer server = await MailServer.StartAsync();
        await using RunningBridge bridge = await server.StartBridgeAsync();
        bridge.AddSystem(NoticeChannel.Email, "desk@example.org");
        await bridge.TellAsync("c1");
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Delivered) == 1);

        MimeMessage mail = server.Messages().Single();
        string id = bridge.Texts("SELECT public_id FROM notice").Single();
        Assert.AreEqual("Warning: c1 is not heard of", mail.Subject);
        Assert.AreEqual("\"Test Energy\" <bridge@example.org>", mail.From.ToString());
        Assert.AreEqual("desk@example.org", mail.To.ToString());
        Assert.AreEqual(id + "@example.org", mail.MessageId);
        Assert.AreEqual(id, mail.Headers["X-ChargeAgent-Notice"]);
        Assert.AreEqual("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.AreEqual("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.AreEqual("multipart/alternative", mail.Body!.ContentType.MimeType);
        StringAssert.Contains(mail.TextBody, "Since 2026-06-01 12:00:00 UTC+00:00.");
        StringAssert.Contains(mail.TextBody, "https://charging.example.org/alerts/1");
        StringAssert.Contains(mail.HtmlBody, "<a href=\"https://charging.example.org/alerts/1\">");

        using HttpClient http = new() { BaseAddress = bridge.Host.PagesAddress };
        Uri stop = new(mail.Headers["List-Unsubscribe"]!.Trim('<', '>'));
        HttpResponseMessage answer = await http.PostAsync(
            stop.AbsolutePath,
            new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]));
        Assert.AreEqual(System.Net.HttpStatusCode.OK, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), "Messages are stopped");
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM contact WHERE is_paused = 1"));
        Assert.AreEqual(
            System.Net.HttpStatusCode.NotFound,
            (await http.PostAsync(stop.AbsolutePath.Replace(".", ".x", StringComparison.Ordinal), null)).StatusCode);
    }

    [TestMethod]
    public async Task An_address_that_no_mail_can_be_written_to_ends_nobody_elses_mails()
    {
        using MailServer server = await MailServer.StartAsync();
        await using RunningBridge bridge = await server.StartBridgeAsync();
        bridge.AddSystem(NoticeChannel.Email, "first@example.org");
        bridge.AddSystem(NoticeChannel.Email, "second@example.org");
        // As a bridge before this one may have let it in.
        new Database(bridge.DatabasePath).Write(connection =>
            Dapper.SqlMapper.Execute(connection, "UPDATE contact SET address = 'a@.' WHERE address = 'first@example.org'"));
        bridge.Raise("c1");
        bridge.Host.Notices.Wake();
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice_gathering") == 2);
        bridge.Pass(10);
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Delivered) == 1 && bridge.CountIn(NoticeState.Dead) == 1);

        Assert.AreEqual("second@example.org", server.Messages().Single().To.ToString());
    }

    [TestMethod]
    public async Task A_server_that_lets_nobody_in_for_now_is_tried_again()
    {
        using System.Net.Sockets.TcpListener closed = new(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        Task greeting = Task.Run(async () =>
        {
            using System.Net.Sockets.TcpClient client = await closed.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync("554 no service here now\r\n"u8.ToArray());
            await client.GetStream().CopyToAsync(Stream.Null);
        });
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings =>
        {
            (settings.Pages.PublicUrl, settings.Notices.SmtpHost, settings.Notices.SmtpPort) = (
                "https://charging.example.org",
                "127.0.0.1",
                ((System.Net.IPEndPoint)closed.LocalEndpoint).Port);
            (settings.Notices.SmtpFrom, settings.Notices.SmtpSecurity) = ("bridge@example.org", SmtpSecurity.None);
        });
        bridge.AddSystem(NoticeChannel.Email, "desk@example.org");
        await bridge.TellAsync("c1");
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice WHERE last_error LIKE '%554%'") == 1);

        Assert.AreEqual(1, bridge.CountIn(NoticeState.Waiting));
        await greeting;
    }

    [TestMethod]
    public async Task Several_e_mails_go_over_one_connection()
    {
        using MailServer server = await MailServer.StartAsync();
        await using RunningBridge bridge = await server.StartBridgeAsync();
        for (int i = 0; i < 5; i++)
        {
            bridge.AddSystem(NoticeChannel.Email, $"desk{i}@example.org");
        }

        bridge.Raise("c1");
        bridge.Host.Notices.Wake();
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice_gathering") == 5);
        bridge.Pass(10);
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Delivered) == 5);

        Assert.AreEqual(1, server.Messages().Select(mail => mail.Headers["X-Connection"]).Distinct().Count());
        Assert.AreEqual(5, server.Messages().Select(mail => mail.MessageId).Distinct().Count());
    }

    [TestMethod]
    public async Task With_starttls_and_a_password_the_message_crosses_under_the_authority_that_is_named()
    {
        using TestAuthority authority = new();
        using MailServer server = await MailServer.StartAsync(
            "starttls",
            authority.CertificateFile,
            authority.KeyFile,
            "bridge",
            "a-password");
        string passwordFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(passwordFile, "a-password\n");
        await using RunningBridge bridge = await server.StartBridgeAsync(settings =>
            (settings.Notices.SmtpSecurity, settings.Notices.SmtpCaFile, settings.Notices.SmtpUser, settings.Notices.SmtpPasswordFile) = (
                SmtpSecurity.StartTls,
                authority.AuthorityFile,
                "bridge",
                passwordFile));
        File.Delete(passwordFile);
        bridge.AddSystem(NoticeChannel.Email, "desk@example.org");
        await bridge.TellAsync("c1");
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Delivered) == 1);

        Assert.AreEqual("yes", server.Messages().Single().Headers["X-Tls"]);
    }

    [TestMethod]
    public async Task With_tls_from_the_first_byte_the_message_crosses_too()
    {
        using TestAuthority authority = new();
        using MailServer server = await MailServer.StartAsync("tls", authority.CertificateFile, authority.KeyFile);
        await using RunningBridge bridge = await server.StartBridgeAsync(settings =>
            (settings.Notices.SmtpSecurity, settings.Notices.SmtpCaFile) = (SmtpSecurity.Tls, authority.AuthorityFile));
        bridge.AddSystem(NoticeChannel.Email, "desk@example.org");
        await bridge.TellAsync("c1");
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Delivered) == 1);

        Assert.AreEqual("yes", server.Messages().Single().Headers["X-Tls"]);
    }

    [TestMethod]
    public async Task A_certificate_of_another_authority_is_refused_and_the_message_waits()
    {
        using TestAuthority authority = new();
        using TestAuthority other = new();
        using MailServer server = await MailServer.StartAsync("starttls", authority.CertificateFile, authority.KeyFile);
        await using RunningBridge bridge = await server.StartBridgeAsync(settings =>
            (settings.Notices.SmtpSecurity, settings.Notices.SmtpCaFile) = (SmtpSecurity.StartTls, other.AuthorityFile));
        bridge.AddSystem(NoticeChannel.Email, "desk@example.org");
        await bridge.TellAsync("c1");
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice WHERE tries = 1 AND claimed_by IS NULL") == 1);

        StringAssert.Contains(bridge.Texts("SELECT last_error FROM notice").Single(), "certificate was refused");
        Assert.AreEqual(1, bridge.CountIn(NoticeState.Waiting));
        Assert.AreEqual(0, server.Count());
    }

    [TestMethod]
    public async Task A_server_that_does_not_offer_tls_gets_nothing_where_tls_is_asked_for()
    {
        using MailServer server = await MailServer.StartAsync();
        await using RunningBridge bridge = await server.StartBridgeAsync(settings => settings.Notices.SmtpSecurity = SmtpSecurity.StartTls);
        bridge.AddSystem(NoticeChannel.Email, "desk@example.org");
        await bridge.TellAsync("c1");
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice WHERE tries = 1 AND claimed_by IS NULL") == 1);

        StringAssert.Contains(bridge.Texts("SELECT last_error FROM notice").Single(), "does not offer what SmtpSecurity asks for");
        Assert.AreEqual(0, server.Count());
    }

    [TestMethod]
    public async Task A_recipient_that_is_refused_is_given_up_and_one_that_is_deferred_is_tried_again()
    {
        using MailServer server = await MailServer.StartAsync();
        await using RunningBridge bridge = await server.StartBridgeAsync();
        bridge.AddSystem(NoticeChannel.Email, "no-body@example.org");
        bridge.AddSystem(NoticeChannel.Email, "later-on@example.org");
        bridge.AddSystem(NoticeChannel.Email, "desk@example.org");
        bridge.Raise("c1");
        bridge.Host.Notices.Wake();
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice_gathering") == 3);
        bridge.Pass(10);
        await Eventually.BecomesTrueAsync(() =>
            bridge.CountIn(NoticeState.Delivered) == 1
            && bridge.CountIn(NoticeState.Dead) == 1
            && bridge.Count("SELECT COUNT(*) FROM notice WHERE state = 'Waiting' AND tries = 1 AND claimed_by IS NULL") == 1);

        StringAssert.Contains(bridge.Texts("SELECT last_error FROM notice WHERE state = 'Dead'").Single(), "550");
        StringAssert.Contains(bridge.Texts("SELECT last_error FROM notice WHERE state = 'Waiting'").Single(), "451");
    }

    [TestMethod]
    public async Task An_address_is_asked_first_and_told_only_when_its_person_has_confirmed_it()
    {
        using MailServer server = await MailServer.StartAsync();
        await using RunningBridge bridge = await server.StartBridgeAsync(
            // The browser of this test comes without TLS, and would not send a cookie that is for https alone.
            settings => settings.Pages.PublicUrl = "http://charging.example.org");
        using Browser oda = await bridge.SignInAsync("oda", Role.Operator);
        await oda.SubmitFormAsync(
            "/my/notices",
            "contact",
            new Dictionary<string, string>
            {
                ["Form.Do"] = "add",
                ["Form.Channel"] = "email",
                ["Form.Address"] = "oda@example.org",
                ["Form.TimeZone"] = "UTC",
                ["kinds"] = IncidentKind.ChargerOffline,
            });
        await Eventually.BecomesTrueAsync(() => bridge.CountIn(NoticeState.Delivered) == 1);
        bridge.Raise("c1");
        bridge.Host.Notices.Wake();
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT event_id FROM notice_cursor") == 1);
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM notice_item"));

        MimeMessage mail = server.Messages().Single();
        Assert.AreEqual("Please confirm this address", mail.Subject);
        Assert.IsNull(mail.Headers["List-Unsubscribe"]);
        string path = new Uri(
            System.Text.RegularExpressions.Regex.Match(mail.TextBody!, "http://charging.example.org/notices/confirm/\\S+").Value
        ).AbsolutePath;
        Assert.AreEqual(
            0,
            bridge.Count($"SELECT COUNT(*) FROM notice WHERE body LIKE '%{path[^20..]}%' OR link LIKE '%{path[^20..]}%'"),
            "the link stands in the e-mail alone");

        using Browser stranger = new(bridge.Host.PagesAddress);
        StringAssert.Contains(await stranger.ReadAsync(path), "oda@example.org");
        Assert.AreEqual(
            0,
            bridge.Count("SELECT COUNT(*) FROM contact WHERE confirmed_utc_ms IS NOT NULL"),
            "a program that only opens it confirms nothing");
        await stranger.SubmitFormAsync(path, "confirm", []);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM contact WHERE confirmed_utc_ms IS NOT NULL AND confirm_hash IS NULL"));
        Assert.AreEqual(System.Net.HttpStatusCode.Gone, (await stranger.GetAsync(path)).StatusCode, "each link works once");

        await bridge.TellAsync("c2");
        await Eventually.BecomesTrueAsync(() => server.Count() == 2);
        Assert.AreEqual("Warning: c2 is not heard of", server.Messages()[1].Subject);
    }
}
