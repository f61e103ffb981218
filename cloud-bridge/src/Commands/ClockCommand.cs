using System.CommandLine;
using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Settings;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Commands;

/// <summary>"clock show, accept": whether the bridge on this machine believes its clock, and an operator's word that it is right.</summary>
public static class ClockCommand
{
    /// <summary>The command with its sub-commands, by a machine's clock.</summary>
    public static Command Create(TimeProvider clock)
    {
        Option<string> database = CommandLine.FlagOf(nameof(BridgeSettings.Database));
        Option<string> zone = CommandLine.FlagOf(nameof(OperatorSettings.TimeZone));
        Option<string> by = new("--by") { Description = "who says so [default: the user of this machine]", HelpName = "NAME" };
        Option<string> date = new("--date")
        {
            Description = "what day it is, from another clock than this machine's",
            HelpName = "DATE",
            Required = true,
        };
        Command show = new("show", "Shows what time it is here and whether the bridge on this machine believes that.") { database, zone };
        show.SetAction(result => Show(CommandLine.SettingsOf(result), clock, result.InvocationConfiguration.Output));
        Command accept = new(
            "accept",
            "Says that this machine's clock is right, so that what waits is billed: with its date, which must be today's.")
        {
            by,
            date,
            database,
            zone,
        };
        accept.SetAction(result => Accept(
            CommandLine.SettingsOf(result),
            clock,
            (result.GetValue(by) ?? Environment.UserName).Trim(),
            result.GetValue(date)!,
            result.InvocationConfiguration.Output));
        return new Command("clock", "The machine's clock, and whether the bridge believes it.") { show, accept };
    }

    /// <summary>Refuses to issue anything while the bridge on this machine does not believe its clock.</summary>
    /// <exception cref="RefusedException">It does not.</exception>
    public static void RequireBelieved(Database database, TimeProvider machine)
    {
        ClockHistory history = new ClockStore(database).Read();
        if (history.Doubt == null)
        {
            return;
        }

        BridgeClock clock = new(machine, areChargersHeard: true);
        clock.Begin(history);
        if (clock.FindDoubt() is ClockDoubt doubt)
        {
            throw new RefusedException($"Nothing is issued, because {doubt.Words}: {ClockDoubt.Advice}");
        }
    }

    private static int Show(BridgeSettings settings, TimeProvider clock, TextWriter output)
    {
        ClockStore store = StoreOf(settings);
        output.WriteLine($"Clock     {TextOf(clock.GetUtcNow().ToUnixTimeMilliseconds(), settings)}");
        StoredDoubt? doubt = store.ReadDoubt();
        output.WriteLine(
            doubt == null
                ? "Bridge    believes it."
                : $"Bridge    is in doubt since {TextOf(doubt.SinceUtcMs, settings)} ({doubt.Reason}), and went by "
                    + $"{TextOf(doubt.SteadyUtcMs, settings)} when the clock said {TextOf(doubt.MachineUtcMs, settings)}: "
                    + $"{ClockDoubt.Advice}");
        foreach (ClockAcceptance word in store.Acceptances())
        {
            output.WriteLine($"Accepted  {TextOf(word.ToldUtcMs, settings)} by {word.By}");
        }

        return doubt == null ? ExitCode.Well : ExitCode.NotWell;
    }

    private static int Accept(BridgeSettings settings, TimeProvider clock, string by, string dateText, TextWriter output)
    {
        if (by.Length is 0 or > 200)
        {
            throw new RefusedException("Nothing was accepted: say who with --by, in at most 200 characters");
        }

        NodaTime.Text.ParseResult<LocalDate> date = LocalDatePattern.Iso.Parse(dateText);
        Instant now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        LocalDate today = now.InZone(settings.Operator.Zone).Date;
        if (!date.Success || date.Value != today)
        {
            throw new RefusedException(
                $"Nothing was accepted: --date is '{dateText}', and this machine's clock says {LocalDatePattern.Iso.Format(today)}. "
                    + "Set the clock right first");
        }

        StoreOf(settings).Accept(by, now.ToUnixTimeMilliseconds());
        string told = TextOf(now.ToUnixTimeMilliseconds(), settings);
        output.WriteLine($"{by} said that it is {told}. A running bridge takes it within seconds.");
        return ExitCode.Well;
    }

    private static string TextOf(long utcMs, BridgeSettings settings)
    {
        return Quantity.Time(utcMs, settings.Operator.TimeZone);
    }

    private static ClockStore StoreOf(BridgeSettings settings)
    {
        Database database = new(settings.Database);
        database.Migrate();
        return new ClockStore(database);
    }
}
