using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using CloudBridge.Commands;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Tests.Src.Documents;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Statements;

namespace CloudBridge.Tests.Src.Statements;

[TestClass]
public sealed class StatementFormTests
{
    [TestMethod]
    public void The_csv_has_a_line_for_each_document_and_no_cell_that_a_spreadsheet_would_run()
    {
        using StatementOffice office = new();
        office.AddAccount();
        Bill bill = office.Issue(ScriptedBill.Of("2026-03-02T10:00:00", 7360000, 221, 44).At("c2", "=HYPERLINK(\"http://evil\",\"a, b\")"));
        office.Issue(bill.Credit());

        string csv = Encoding.UTF8.GetString(StatementCsv.Write(office.Make("2026-03")));

        // 7.36 kWh for 2.21 + 0.44 = 2.65. An apostrophe keeps the formula from running; the minus of a credit note is a number's.
        const string Site = "\"'=HYPERLINK(\"\"http://evil\"\",\"\"a, b\"\")\"";
        Assert.AreEqual(
            "statement,month,account,document,kind,corrects,from_earlier_month,estimated,"
                + "session,charger,site,plugged_in,duration_seconds,energy_kwh,excl_vat,vat,incl_vat,currency\r\n"
                + $"S2026-000001,2026-03,olga,2026-000001,Bill,,no,no,"
                + $"c2-1,c2,{Site},2026-03-02T10:00:00+01:00,3600,7.360000,2.21,0.44,2.65,EUR\r\n"
                + $"S2026-000001,2026-03,olga,2026-000002,CreditNote,2026-000001,no,no,"
                + $"c2-1,c2,{Site},2026-03-02T10:00:00+01:00,3600,-7.360000,-2.21,-0.44,-2.65,EUR\r\n",
            csv);
    }

    [TestMethod]
    [DataRow(0, "-221,-44,-265")]
    [DataRow(3, "-0.221,-0.044,-0.265")]
    public void Amounts_have_the_decimals_of_their_currency(int decimals, string amounts)
    {
        using StatementOffice office = new();
        office.AddAccount();
        office.Issue(
            ScriptedBill.Of("2026-03-02T10:00:00", 7360000, 221, 44).Credit() with
            {
                CorrectsNumber = "2026-000009",
                CurrencyDecimals = decimals,
            });

        StringAssert.Contains(Encoding.UTF8.GetString(StatementCsv.Write(office.Make("2026-03"))), $",-7.360000,{amounts},EUR");
    }

    [TestMethod]
    public void A_statement_of_five_hundred_sessions_pages_on_paper_with_every_bill_on_it()
    {
        using StatementOffice office = new();
        office.AddAccount();
        for (int i = 0; i < 500; i++)
        {
            office.Issue(
                ScriptedBill.Of($"2026-03-{1 + (i % 28):00}T{4 + (i % 18):00}:{i % 60:00}:00", 7360000, 221, 44).At($"c{i % 12}", "Depot"));
        }

        Statement statement = office.Make("2026-03");
        string[] pages = PdfReader.Text(StatementPdf.Write(statement)).Split('\f', StringSplitOptions.RemoveEmptyEntries);

        // A row takes at least 18 points of the 710 a page has: 500 rows need 13 pages and the figures one or two.
        Assert.IsTrue(pages.Length is >= 13 and <= 20, $"{pages.Length} pages");
        string all = string.Concat(pages);
        Assert.IsTrue(statement.Lines.All(line => all.Contains(line.BillNumber, StringComparison.Ordinal)), "every bill is on some page");
        Assert.IsTrue(
            pages[2..^1].All(page => page.Contains("Plugged in (local time)", StringComparison.Ordinal)),
            "the table's head is on every page");
        // 500 * 2.65 and 500 * 7.36 kWh; what kind of space stands between thousands is not the paper's matter.
        string spaced = Regex.Replace(all, @"\s", " ");
        Assert.IsTrue(
            new[] { "1 325.00", "3 680.000", "March 2026" }.All(words => spaced.Contains(words, StringComparison.Ordinal)),
            pages[0]);
    }

    [TestMethod]
    public void The_files_of_an_export_check_with_openssl_and_with_this_program()
    {
        using StatementOffice office = new();
        office.AddAccount(name: "Müller & Söhne");
        office.Issue(ScriptedBill.Of("2026-03-02T10:00:00", 7360000, 221, 44));
        office.Settings.Operator.StatementKeyFile = office.NewKey();
        using (StatementSeal seal = StatementSeal.Open(office.Settings.Operator)!)
        {
            office.Make("2026-03", seal: seal);
        }

        string directory = Path.GetDirectoryName(office.Settings.Operator.StatementKeyFile)!;
        CommandRun run = CommandRun.Of(
            StatementCommand.Create(),
            "export",
            "S2026-000001",
            "--out",
            directory,
            "--database",
            office.Settings.Database);
        string json = Path.Combine(directory, "S2026-000001.json");
        string publicKey = Path.Combine(directory, "S2026-000001.pub.pem");

        Assert.AreEqual(0, run.ExitCode, run.Output);
        CollectionAssert.AreEqual(
            new[] { ".pdf", ".csv", ".json", ".sig", ".pub.pem" },
            run.Lines.Select(line => line[(line.IndexOf("S2026-000001", StringComparison.Ordinal) + 12)..]).ToArray());
        Assert.AreEqual(
            0,
            CommandRun
                .Of(
                    SigningCommands.CreateCheck(),
                    json,
                    "--public-key",
                    publicKey,
                    "--signature",
                    Path.Combine(directory, "S2026-000001.sig"))
                .ExitCode);
        Assert.IsTrue(IsGoodForOpenssl(directory), "openssl says it is signed");
        File.WriteAllText(json, File.ReadAllText(json).Replace("265", "264", StringComparison.Ordinal));
        Assert.IsFalse(IsGoodForOpenssl(directory), "openssl says it was changed");
    }

    [TestMethod]
    public void The_command_makes_a_month_says_what_it_made_and_how_to_sign_it()
    {
        using StatementOffice office = new();
        office.AddAccount();
        office.AddAccount("otto");
        office.Issue(ScriptedBill.Of("2019-03-02T10:00:00", 7360000, 221, 44));
        office.Issue(ScriptedBill.Of("2019-03-02T10:00:00", 7360000, 221, 44, accountId: "otto"));
        string[] database = ["--database", office.Settings.Database];

        CommandRun one = CommandRun.Of(StatementCommand.Create(), ["make", "--month", "2019-03", "--account", "otto", .. database]);
        CommandRun rest = CommandRun.Of(StatementCommand.Create(), ["make", "--month", "2019-03", .. database]);
        CommandRun again = CommandRun.Of(StatementCommand.Create(), ["make", "--month", "2019-03", .. database]);
        CommandRun wrong = CommandRun.Of(StatementCommand.Create(), ["make", "--month", "March", .. database]);

        StringAssert.EndsWith(one.Lines[0], ": otto, 2019-03, 1 sessions, 2.65 EUR.");
        Assert.AreEqual(
            "1 statements of 2019-03 made, not signed: make a key with cloud-bridge key create and name it with --statement-key-file.",
            one.Lines[1]);
        StringAssert.EndsWith(rest.Lines[0], ": olga, 2019-03, 1 sessions, 2.65 EUR.");
        Assert.AreEqual("No statement of 2019-03 is due: no bill of any account in that month is without one.", again.Lines.Single());
        CommandRun empty = CommandRun.Of(StatementCommand.Create(), ["make", "--month", "2019-02", "--account", "otto", .. database]);
        Assert.AreEqual("No statement of 2019-02 is due: no bill of otto in that month is without one.", empty.Lines.Single());
        CommandRun nobody = CommandRun.Of(StatementCommand.Create(), ["make", "--month", "2019-03", "--account", "ottto", .. database]);
        Assert.AreEqual(
            (2, "There is no account 'ottto': cloud-bridge account list shows which there are"),
            (nobody.ExitCode, nobody.Output));
        Assert.AreEqual((2, "--month is 'March': give year and month, e.g. 2019-03"), (wrong.ExitCode, wrong.Output));
        CommandRun last = CommandRun.Of(StatementCommand.Create(), ["make", "--month", "9999-12", .. database]);
        Assert.AreEqual((2, "--month is '9999-12': give year and month, e.g. 2019-03"), (last.ExitCode, last.Output));
        Assert.HasCount(2, CommandRun.Of(StatementCommand.Create(), ["list", .. database]).Lines);
        string key = office.NewKey();
        Assert.AreEqual(
            "2 statements signed.",
            CommandRun.Of(StatementCommand.Create(), ["sign", "--statement-key-file", key, .. database]).Lines.Single());
    }

    private static bool IsGoodForOpenssl(string directory)
    {
        try
        {
            string[] arguments = StatementFile.OpensslCommand("S2026-000001").Split(' ')[1..];
            using Process process = Process.Start(
                new ProcessStartInfo("openssl", arguments)
                {
                    WorkingDirectory = directory,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 && output.Contains("Verified OK", StringComparison.Ordinal);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Inconclusive("SKIPPED: openssl is not on this machine, so its command was not run");
            return false;
        }
    }
}
