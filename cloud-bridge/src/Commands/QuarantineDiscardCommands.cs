using System.CommandLine;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"quarantine discard N", "quarantine discarded": taking messages out of quarantine for good, and who did that.</summary>
internal static class QuarantineDiscardCommands
{
    public static Command Discard(Argument<string> likeNumber)
    {
        Argument<string?> number = new("N") { Description = likeNumber.Description, Arity = ArgumentArity.ZeroOrOne };
        Option<string> charger = new("--charger")
        {
            Description = "only of this charger, when two have sent the same; with --all, whose: * is all that nobody has added",
            HelpName = "ID",
        };
        Option<bool> all = new("--all") { Description = "all that is in quarantine of the charger" };
        Option<string> by = new("--by") { Description = "who discards it [default: the user of this machine]", HelpName = "NAME" };
        Command discard = new(
            "discard",
            "Takes a message out for good, or all of a charger, which makes room for others of it. What it was is kept, with name and "
                + "reason.")
        {
            number,
            charger,
            all,
            by,
            ReleaseFlags.Reason,
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
        };
        discard.SetAction(result =>
        {
            ReleaseOrder order = new((result.GetValue(by) ?? Environment.UserName).Trim(), result.GetValue(ReleaseFlags.Reason)!.Trim());
            if (order.FindDefect() is { } defect)
            {
                throw new RefusedException("Nothing was discarded: " + defect);
            }

            Database database = PersonCommand.DatabaseOf(result);
            DiscardScope scope = ScopeOf(result.GetValue(number), result.GetValue(charger), result.GetValue(all), database);
            DiscardResult discarded = new DiscardDesk(database, TimeProvider.System).Discard(scope, order);
            result.InvocationConfiguration.Output.WriteLine(discarded.Sentence);
            return discarded.Count == 0 ? ExitCode.NotWell : ExitCode.Well;
        });
        return discard;
    }

    public static Command List()
    {
        Command discarded = new("discarded", "Lists what was discarded, by whom and why, the last first.")
        {
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
            CommandLine.FlagOf(nameof(OperatorSettings.TimeZone)),
        };
        discarded.SetAction(result =>
        {
            const int Max = 1000;
            TextWriter output = result.InvocationConfiguration.Output;
            string zone = CommandLine.SettingsOf(result).Operator.TimeZone;
            IReadOnlyList<QuarantineDiscard> rows = new DiscardDesk(PersonCommand.DatabaseOf(result), TimeProvider.System).List(0, Max);
            foreach (QuarantineDiscard row in rows)
            {
                string line = $"{row.ContentHash}  {row.ChargerId}/{row.Topic}  {row.TimesSeen} times  {row.WasReason}: {row.WasDetail}  "
                    + $"{Quantity.Time(row.DiscardedUtcMs, zone)}  {row.DiscardedBy}: {row.Reason}";
                output.WriteLine(line.ReplaceLineEndings(" "));
            }

            output.WriteLine(rows.Count == Max ? $"The last {Max} that were discarded." : $"{rows.Count} were discarded.");
            return ExitCode.Well;
        });
        return discarded;
    }

    private static DiscardScope ScopeOf(string? number, string? chargerId, bool isAll, Database database)
    {
        if (isAll == (number != null) || (isAll && chargerId == null))
        {
            throw new RefusedException("Say what to discard: the number of one message, or --all with --charger ID");
        }

        return isAll ? DiscardScope.AllOf(chargerId!) : DiscardScope.Of(QuarantinedMessage.FindOne(database, number!, chargerId));
    }
}
