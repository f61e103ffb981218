using System.CommandLine;
using Hardware.Bench.CommandLine;

namespace Hardware.Bench.Season;

/// <summary><c>season --months 12 [--chargers N] [--seed S] [--until YYYY-MM] [--database FILE] [--damage] [--serve] [--pages-port
/// PORT]</c>.</summary>
public static class SeasonCommand
{
    /// <summary>The command, to be added to the program's own.</summary>
    public static Command Create()
    {
        SeasonSettings defaults = new();
        Option<int> months = new("--months")
        {
            Description = "Months, at most 12.",
            HelpName = "N",
            DefaultValueFactory = _ => defaults.MonthCount,
        };
        Option<int> chargers = new("--chargers")
        {
            Description = "Chargers of all sites together.",
            HelpName = "N",
            DefaultValueFactory = _ => defaults.ChargerCount,
        };
        Option<int> seed = new("--seed")
        {
            Description = "The same seed, months and chargers make the same figures.",
            HelpName = "S",
            DefaultValueFactory = _ => defaults.Seed,
        };
        Option<string> until = new("--until")
        {
            Description = "The last month. Without it, the month before this one.",
            HelpName = "YYYY-MM",
            DefaultValueFactory = _ => SeasonSettings.MonthBefore(TimeProvider.System.GetUtcNow()),
        };
        Option<string> database = new("--database")
        {
            Description = "SQLite file that is made, or connection string of an empty PostgreSQL database.",
            HelpName = "FILE",
            DefaultValueFactory = _ => defaults.Database,
        };
        Option<bool> damage = new("--damage")
        {
            Description = "Chains break, records are lost and registers fall as well: cloud-bridge verify then names each.",
        };
        Option<bool> serve = new("--serve") { Description = "Runs the bridge's pages on the database afterwards, until Ctrl-C." };
        Option<int> pagesPort = new("--pages-port")
        {
            Description = "Port of these pages; 0 is any free port.",
            HelpName = "PORT",
            DefaultValueFactory = _ => defaults.PagesPort,
        };
        Command command = new(
            "season",
            "Fills a database with months of plausible sites, chargers, owners, tariffs, faults and "
                + "bills, for looking at pages and reports.")
        {
            months,
            chargers,
            seed,
            until,
            database,
            damage,
            serve,
            pagesPort,
        };
        command.SetAction(
            async (result, cancelled) =>
            {
                SeasonSettings settings = new()
                {
                    MonthCount = result.GetValue(months),
                    ChargerCount = result.GetValue(chargers),
                    Seed = result.GetValue(seed),
                    LastMonth = result.GetValue(until)!,
                    Database = result.GetValue(database)!,
                    IsDamaged = result.GetValue(damage),
                    IsServed = result.GetValue(serve),
                    PagesPort = result.GetValue(pagesPort),
                };
                string? defect = settings.FindDefect();
                if (defect != null)
                {
                    await Console.Error.WriteLineAsync(defect);
                    return ExitCode.BadInput;
                }

                return await new SeasonRun(settings, Console.Out, Console.Error).RunAsync(cancelled);
            });
        return command;
    }
}
