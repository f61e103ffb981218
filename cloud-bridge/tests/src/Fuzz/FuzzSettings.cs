using System.Globalization;
using CloudBridge.Tests.Stage;

namespace CloudBridge.Tests.Src.Fuzz;

/// <summary>How much is tried, and from where: CHARGEAGENT_FUZZ_COUNT and CHARGEAGENT_FUZZ_SEED in the environment.</summary>
internal static class FuzzSettings
{
    private const int All = 100000;
    private const int Sample = 10000;
    private const int SampleSeed = 1;

    /// <summary>Messages and tariffs in all.</summary>
    public static int Count { get; } = Number("CHARGEAGENT_FUZZ_COUNT") ?? LongRun.Of(All, Sample);

    /// <summary>The seed: the same for the sample, another one each time for all, and always printed.</summary>
    public static int Seed { get; } = Number("CHARGEAGENT_FUZZ_SEED") ?? (LongRun.IsAsked ? Environment.TickCount : SampleSeed);

    /// <summary>Says aloud what is run, so that fewer than all is never taken for all.</summary>
    public static void Announce(int count)
    {
        Console.WriteLine($"seed {Seed}, {count} mutants of {Count} in all three tests");
    }

    private static int? Number(string name)
    {
        return int.TryParse(
            Environment.GetEnvironmentVariable(name),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out int value)
            ? value
            : null;
    }
}
