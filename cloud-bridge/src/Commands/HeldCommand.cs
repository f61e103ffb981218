using System.CommandLine;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"held list", "held show ID", "held release ID": sessions that are not billed.</summary>
public static class HeldCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> id = new("ID") { Description = "session id, e.g. garage-1-7" };
        Option<string> database = CommandLine.FlagOf(nameof(BridgeSettings.Database));
        Option<string> zone = CommandLine.FlagOf(nameof(OperatorSettings.TimeZone));
        Command list = new("list", "Lists the held sessions with their reasons.") { database, zone };
        list.SetAction(result => List(CommandLine.SettingsOf(result), result.InvocationConfiguration.Output));
        Command show = new("show", "Shows one held session with its message.") { id, database, zone };
        show.SetAction(result => Show(CommandLine.SettingsOf(result), result.GetValue(id)!, result.InvocationConfiguration.Output));
        Option<string> bill = new("--bill")
        {
            Description = "decide: the lower of the charger's and the bridge's amount, the bridge's, or no bill at all "
                + "[default: as it is, which needs both to agree]",
            HelpName = "lower|bridge|waive",
        };
        Command release = new(
            "release",
            "Tries to bill a held session again, or decides about it; what cannot be priced stays held until it is waived.") { id, bill };
        ReleaseFlags.AddTo(release);
        release.SetAction(result =>
        {
            string? decision = HeldDecision.Read(result.GetValue(bill));
            if (decision == null && result.GetValue(bill) is { } other)
            {
                throw new RefusedException($"--bill is '{other}': give lower, bridge or waive");
            }

            ReleaseOrder order = ReleaseFlags.OrderOf(result) with { Decision = decision };
            BridgeSettings settings = CommandLine.IssuingSettingsOf(result);
            using ReleaseDesk desk = new(settings.Database, settings.Operator, TimeProvider.System);
            return ReleaseFlags.Tell(desk.Release(desk.FindHeld(result.GetValue(id)!), order), result.InvocationConfiguration.Output);
        });
        return new Command("held", "Sessions that could not be billed beyond doubt.") { list, show, release };
    }

    private static int List(BridgeSettings settings, TextWriter output)
    {
        Database database = new(settings.Database);
        database.Migrate();
        Watch watch = new(database);
        const int Max = 1000;
        IReadOnlyList<HeldRow> rows = watch.Held(0, Max);
        foreach (HeldRow row in rows)
        {
            output.WriteLine(
                $"{row.SessionId}  {Quantity.Time(row.ReceivedUtcMs, settings.Operator.TimeZone)}  "
                    + $"{Quantity.Energy(row.EnergyMilliwattHours)}  {row.Reason}: {row.Detail}");
        }

        long count = watch.Counts().Held;
        output.WriteLine(count > rows.Count ? $"The newest {rows.Count} of {count} held sessions." : $"{count} held sessions.");
        return ExitCode.Well;
    }

    private static int Show(BridgeSettings settings, string id, TextWriter output)
    {
        using ReleaseDesk desk = new(settings.Database, settings.Operator, TimeProvider.System);
        HeldSessionRow row = desk.FindHeld(id);
        output.WriteLine($"Session  {row.SessionId} (record {row.Sequence} of {row.ChargerId})");
        output.WriteLine($"Came     {Quantity.Time(row.ReceivedUtcMs, settings.Operator.TimeZone)}");
        output.WriteLine($"Held     {row.Reason}: {HoldReason.InWords(row.Reason)}");
        output.WriteLine($"Figures  {row.Detail}");
        output.WriteLine(row.Message);
        return ExitCode.Well;
    }
}
