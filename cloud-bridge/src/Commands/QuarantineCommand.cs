using System.CommandLine;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"quarantine list", "quarantine show N", "quarantine release N", "quarantine discard N": messages that could not be
/// taken.</summary>
public static class QuarantineCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> number = new("N")
        {
            Description = "the message's number in the list, or as many of its first digits as are needed",
        };
        Option<string> charger = new("--charger") { Description = "only of this charger, when two have sent the same", HelpName = "ID" };
        Option<string> database = CommandLine.FlagOf(nameof(BridgeSettings.Database));
        Option<string> zone = CommandLine.FlagOf(nameof(OperatorSettings.TimeZone));
        Command list = new("list", "Lists the messages with their reasons, the last seen first.") { database, zone };
        list.SetAction(result => List(CommandLine.SettingsOf(result), result.InvocationConfiguration.Output));
        Command show = new("show", "Shows one message.") { number, charger, database, zone };
        show.SetAction(result =>
            Show(
                CommandLine.SettingsOf(result),
                result.GetValue(number)!,
                result.GetValue(charger),
                result.InvocationConfiguration.Output));
        Command release = new("release", "Tries a message again, e.g. after its charger was added; every check is made as for any other.")
        {
            number,
            charger,
        };
        ReleaseFlags.AddTo(release);
        release.SetAction(result =>
        {
            ReleaseOrder order = ReleaseFlags.OrderOf(result);
            BridgeSettings settings = CommandLine.IssuingSettingsOf(result);
            using ReleaseDesk desk = new(settings.Database, settings.Operator, TimeProvider.System);
            QuarantinedMessage kept = desk.FindQuarantined(result.GetValue(number)!, result.GetValue(charger));
            return ReleaseFlags.Tell(desk.Release(kept, order), result.InvocationConfiguration.Output);
        });
        return new Command("quarantine", "Messages that could not be taken.")
        {
            list,
            show,
            release,
            QuarantineDiscardCommands.Discard(number),
            QuarantineDiscardCommands.List(),
        };
    }

    private static int List(BridgeSettings settings, TextWriter output)
    {
        Database database = new(settings.Database);
        database.Migrate();
        Watch watch = new(database);
        const int Max = 1000;
        IReadOnlyList<QuarantineRow> rows = watch.Quarantine(0, Max);
        foreach (QuarantineRow row in rows)
        {
            string hash = row.ContentHash[..Math.Min(QuarantinedMessage.ShortLength, row.ContentHash.Length)];
            string since = row.TimesSeen > 1 ? $" since {Quantity.Time(row.FirstUtcMs, settings.Operator.TimeZone)}" : "";
            string line = $"{hash}  {row.ChargerId}/{row.Topic}  {Quantity.Time(row.LastUtcMs, settings.Operator.TimeZone)}  "
                + $"{row.TimesSeen} times{since}  {(row.IsBeyond ? "Full" : row.Reason)}: {row.Detail}";
            output.WriteLine(line.ReplaceLineEndings(" "));
        }

        long count = watch.Counts().Quarantined;
        output.WriteLine(count > rows.Count ? $"The last {rows.Count} of {count} messages." : $"{count} messages.");
        return ExitCode.Well;
    }

    private static int Show(BridgeSettings settings, string number, string? chargerId, TextWriter output)
    {
        using ReleaseDesk desk = new(settings.Database, settings.Operator, TimeProvider.System);
        QuarantinedMessage kept = desk.FindQuarantined(number, chargerId);
        output.WriteLine($"Number   {kept.ContentHash}");
        output.WriteLine($"From     {kept.ChargerId}/{kept.TopicName}");
        output.WriteLine(
            $"Seen     {kept.TimesSeen} times, {Quantity.Time(kept.FirstUtcMs, settings.Operator.TimeZone)} to "
                + $"{Quantity.Time(kept.LastUtcMs, settings.Operator.TimeZone)}");
        output.WriteLine($"Reason   {kept.Reason}: {QuarantineReason.InWords(kept.Reason)}");
        output.WriteLine($"Detail   {kept.Detail}");
        output.WriteLine(kept.PayloadText);
        return ExitCode.Well;
    }
}
