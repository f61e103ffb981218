using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Tests.Stage;

namespace CloudBridge.Tests.Src.Notices;

/// <summary>The bridge as a process of its own, killed while it delivers: what arrives is counted where it arrives.</summary>
[TestClass]
public class KillTests
{
    private const int ContactsOfEach = 10;
    private const int MessagesOfEach = 12;
    private const int KillCount = 4;
    private const int MessageCount = 2 * ContactsOfEach * MessagesOfEach;

    // One message a lane can be under way: an e-mail and four others.
    private const int Lanes = 5;

    // What a bridge that died had claimed waits 45 s for the next one.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task A_bridge_that_is_killed_again_and_again_while_it_delivers_loses_nothing_and_repeats_at_most_what_was_under_way()
    {
        LongRun.OrSkip();
        using MailServer mail = await MailServer.StartAsync();
        using HookServer hooks = new();
        using NoticeOffice office = new();
        Fill(office, hooks);
        Random random = new(20260601);
        int[] killAt = [.. Enumerable.Range(0, KillCount).Select(i => 10 + (i * 30) + random.Next(25))];

        foreach (int count in killAt)
        {
            using Process bridge = Start(office.DatabaseText, mail.Port);
            await UntilAsync(() => mail.Count() + hooks.Calls.Count >= count, bridge);
            bridge.Kill();
            await bridge.WaitForExitAsync();
        }

        using (Process last = Start(office.DatabaseText, mail.Port))
        {
            await UntilAsync(() => office.Count("SELECT COUNT(*) FROM notice WHERE state = 'Delivered'") == MessageCount, last);
            last.Kill();
            await last.WaitForExitAsync();
        }

        string[] mailed = [.. mail.Messages().Select(message => message.Headers["X-ChargeAgent-Notice"]!)];
        string[] posted = [.. hooks.Calls.Select(call => call.Headers["webhook-id"])];
        int mailRepeats = mailed.Length - mailed.Distinct().Count();
        int hookRepeats = posted.Length - posted.Distinct().Count();
        Console.WriteLine(
            $"{killAt.Length} kills at {string.Join(", ", killAt)} of {MessageCount} messages: {mailed.Distinct().Count()} e-mails and "
                + $"{posted.Distinct().Count()} webhooks arrived, repeats with the same id: {mailRepeats} e-mails, {hookRepeats} webhooks");
        Assert.AreEqual(ContactsOfEach * MessagesOfEach, mailed.Distinct().Count(), "no e-mail is lost");
        Assert.AreEqual(ContactsOfEach * MessagesOfEach, posted.Distinct().Count(), "no webhook is lost");
        Assert.IsLessThanOrEqualTo(2, mailed.Concat(posted).GroupBy(id => id).Max(group => group.Count()), "at most one repeat");
        Assert.IsLessThanOrEqualTo(killAt.Length * Lanes, mailRepeats + hookRepeats);
        Assert.AreEqual(0, office.Count("SELECT COUNT(*) FROM notice WHERE state <> 'Delivered'"));
        foreach (IGrouping<string, HookServer.Call> contact in hooks.Calls.GroupBy(call => call.Path))
        {
            string[] order = [.. contact.Select(call => call.Headers["webhook-id"]).Distinct()];
            CollectionAssert.AreEqual(
                office
                    .Texts(
                        $"SELECT n.public_id FROM notice n JOIN contact c ON c.contact_id = n.contact_id "
                            + $"WHERE c.address LIKE '%{contact.Key}' ORDER BY n.notice_id")
                    .ToArray(),
                order,
                "in order");
        }
    }

    // An hour ago by the real clock, so that all of it is due when the bridge starts.
    private static void Fill(NoticeOffice office, HookServer hooks)
    {
        office.Clock.Now = DateTimeOffset.UtcNow.AddHours(-1);
        for (int i = 0; i < ContactsOfEach; i++)
        {
            office.AddSystem(NoticeChannel.Email, $"desk{i}@example.org");
            office.AddSystem(NoticeChannel.Webhook, $"{hooks.Address}hook{i}");
        }

        for (int i = 0; i < MessagesOfEach; i++)
        {
            office.Raise(IncidentKind.ChargerOffline, $"c{i}");
            office.After(0);
            office.After(10);
        }

        Assert.AreEqual(MessageCount, office.Count("SELECT COUNT(*) FROM notice WHERE state = 'Waiting'"));
    }

    private static Process Start(string database, int smtpPort)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "cloud-bridge.dll"),
            "--database",
            database,
            "--mqtt-port",
            "0",
            "--pages-url",
            "http://127.0.0.1:0",
            "--smtp-host",
            "127.0.0.1",
            "--smtp-port",
            smtpPort.ToString(CultureInfo.InvariantCulture),
            "--smtp-security",
            "none",
            "--smtp-from",
            "bridge@example.org",
        ];
        Process process = Process.Start(
            new ProcessStartInfo(DotnetHost(), arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task UntilAsync(Func<bool> condition, Process bridge)
    {
        using CancellationTokenSource patience = new(Patience);
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            Assert.IsFalse(bridge.HasExited, "the bridge ended by itself");
            Assert.IsFalse(patience.IsCancellationRequested, $"it did not happen within {Patience.TotalMinutes} minutes");
            await look.WaitForNextTickAsync();
        }
    }

    // The dotnet that runs this program: shared/Microsoft.NETCore.App/VERSION/ lies three levels below it.
    private static string DotnetHost()
    {
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }
}
