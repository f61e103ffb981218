using System.Globalization;
using Spectre.Console;

namespace Hardware.Bench.Replay;

/// <summary>Shows how far a replay is: a bar on a terminal, a line every few seconds elsewhere.</summary>
public static class ProgressDisplay
{
    private static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    /// <summary>Shows it, on the console or else in lines, until the replay has ended; passes on how it ended.</summary>
    public static async Task ShowAsync(IAnsiConsole? console, TextWriter output, ReplayProgress progress, int sessionCount, Task replay)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(progress);
        if (console != null)
        {
            await console.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(async context =>
                {
                    ProgressTask bar = context.AddTask("replay", maxValue: sessionCount);
                    await WatchAsync(replay, BarInterval, () =>
                    {
                        bar.Value = progress.SessionCount;
                        bar.Description = Words(progress, sessionCount);
                    });
                });
        }
        else
        {
            await WatchAsync(replay, LineInterval, () => output.WriteLine(Words(progress, sessionCount)));
        }

        await replay;
    }

    private static async Task WatchAsync(Task replay, TimeSpan interval, Action show)
    {
        while (!replay.IsCompleted)
        {
            await Task.WhenAny(replay, Task.Delay(interval));
            show();
        }
    }

    private static string Words(ReplayProgress progress, int sessionCount)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.SessionCount} of {sessionCount} sessions, {progress.EnergyMilliwattHours / 1e6:F0} kWh, "
                + $"{progress.TickCount / 1e6:F1} million ticks");
    }
}
