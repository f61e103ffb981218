using System.CommandLine;
using System.Text;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Billing.Exports;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"bill credit NUMBER", "bill correct NUMBER" and "bill again NUMBER": takes a bill back, and bills its session again.</summary>
public static class BillCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> number = new("NUMBER") { Description = "number of the bill, e.g. 2026-000001" };
        Option<string> by = new("--by") { Description = "who corrects it [default: the user of this machine]", HelpName = "NAME" };
        Option<string> reason = new("--reason") { Description = "why; it stands on the document", HelpName = "TEXT", Required = true };
        Option<string> tariff = new("--tariff") { Description = "tariff to bill again under [default: the bill's]", HelpName = "ID" };
        Option<int?> version = new("--version") { Description = "version of the tariff [default: the bill's]", HelpName = "N" };
        Option<string> account = new("--account")
        {
            Description = "account to bill again to; \"\" for the operator's own [default: the bill's]",
            HelpName = "ID",
        };

        Option<bool> anyTariff = new("--any-tariff")
        {
            Description = "also a tariff that began after the session, or is another site's",
        };
        BillChange ChangeOf(ParseResult result, Bill bill)
        {
            return new BillChange(
                result.GetValue(tariff) == null && result.GetValue(version) == null
                    ? null
                    : (result.GetValue(tariff) ?? bill.Tariff.Id, result.GetValue(version) ?? bill.Tariff.Version),
                result.GetValue(account),
                result.GetValue(anyTariff));
        }

        Command credit = new("credit", "Takes a whole bill back by a credit note.") { number, reason, by };
        AddSettings(credit);
        credit.SetAction(result =>
            Correct(
                result,
                result.GetValue(number)!,
                new CorrectionOrder(result.GetValue(by) ?? Environment.UserName, result.GetValue(reason)!),
                (desk, order, bill) => desk.Correct(bill.Number, order)));

        Command correct = new(
            "correct",
            "Takes a bill back and bills its session again, under another tariff version or to another account.")
        {
            number,
            reason,
            by,
            tariff,
            version,
            account,
            anyTariff,
        };
        AddSettings(correct);
        correct.SetAction(result =>
            Correct(
                result,
                result.GetValue(number)!,
                new CorrectionOrder(result.GetValue(by) ?? Environment.UserName, result.GetValue(reason)!),
                (desk, order, bill) => desk.Correct(bill.Number, order, ChangeOf(result, bill))));

        Command again = new(
            "again",
            "Bills a session again whose bill was taken back, under the same tariff and to the same account or others.")
        {
            number,
            reason,
            by,
            tariff,
            version,
            account,
            anyTariff,
        };
        AddSettings(again);
        again.SetAction(result =>
            Correct(
                result,
                result.GetValue(number)!,
                new CorrectionOrder(result.GetValue(by) ?? Environment.UserName, result.GetValue(reason)!),
                (desk, order, bill) => desk.BillAgain(bill.Number, order, ChangeOf(result, bill))));
        return new Command(
            "bill",
            "Corrects bills (none is ever changed, it is taken back by a credit note and billed again) and exports them.")
        {
            credit,
            correct,
            again,
            CreateExport(),
        };
    }

    private static Command CreateExport()
    {
        Argument<string> what = new("WHAT") { Description = "bills (a row for each document and rate of VAT) or journal (double entry)" };
        what.AcceptOnlyFromAmong("bills", "journal");
        Option<string?> month = new("--month") { Description = "of sessions plugged in in this month", HelpName = "YYYY-MM" };
        Option<string?> issued = new("--issued") { Description = "issued in this month", HelpName = "YYYY-MM" };
        Option<string?> charger = new("--charger") { Description = "of one charger", HelpName = "ID" };
        Option<string?> account = new("--account") { Description = "of one account, - for nobody's", HelpName = "ID" };
        Option<string?> site = new("--site") { Description = "of one site", HelpName = "ID" };
        Option<string?> file = new("--out") { Description = "file to write [default: standard output]", HelpName = "FILE" };
        Command export = new("export", "Writes bills and credit notes as CSV, or as a journal that an accountant imports.")
        {
            what,
            month,
            issued,
            charger,
            account,
            site,
            file,
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
            CommandLine.FlagOf(nameof(OperatorSettings.TimeZone)),
        };
        export.SetAction(result =>
        {
            BridgeSettings settings = CommandLine.SettingsOf(result);
            Database database = new(settings.Database);
            database.Migrate();
            BillFilter filter =
                new ExportQuestion(
                    result.GetValue(charger),
                    result.GetValue(account),
                    result.GetValue(site),
                    result.GetValue(month),
                    result.GetValue(issued)).Filter(settings.Operator.TimeZone, out string? defect)
                ?? throw new RefusedException(defect!);
            IEnumerable<Bill> bills = new BillArchive(database).Read(filter);
            byte[] csv = result.GetValue(what) == "bills" ? BillCsv.Write(bills) : JournalCsv.Write(bills);
            if (result.GetValue(file) is { } path)
            {
                File.WriteAllBytes(path, csv);
            }
            else
            {
                result.InvocationConfiguration.Output.Write(Encoding.UTF8.GetString(csv));
            }

            return ExitCode.Well;
        });
        return export;
    }

    private static void AddSettings(Command command)
    {
        foreach (string setting in ReleaseFlags.Settings)
        {
            command.Add(CommandLine.FlagOf(setting));
        }
    }

    private static int Correct(
        ParseResult result,
        string number,
        CorrectionOrder order,
        Func<CorrectionDesk, CorrectionOrder, Bill, CorrectionResult> correct)
    {
        BridgeSettings settings = CommandLine.IssuingSettingsOf(result);
        Database database = new(settings.Database);
        Bill bill = new BillArchive(database).Find(number)
            ?? throw new RefusedException($"There is no bill {number}: small letters and capitals differ.");
        CorrectionResult corrected = correct(new CorrectionDesk(database, settings.Operator, TimeProvider.System), order, bill);
        result.InvocationConfiguration.Output.WriteLine(corrected.Sentence);
        return !corrected.IsIssued ? ExitCode.NotWell : ExitCode.Well;
    }
}
