using System.CommandLine;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"bill credit NUMBER", "bill correct NUMBER" and "bill again NUMBER": takes a bill back, and bills its session
/// again.</summary>
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
        return new Command("bill", "Corrects bills: a bill is never changed, it is taken back by a credit note and billed again.")
        {
            credit,
            correct,
            again,
        };
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
