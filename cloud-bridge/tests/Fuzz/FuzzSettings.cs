using System.Globalization;

namespace CloudBridge.Tests.Fuzz;

/// <summary>How much is tried, and from where: CHARGEAGENT_FUZZ_COUNT and CHARGEAGENT_FUZZ_SEED in the environment.</summary>
internal static class FuzzSettings
{
    /// <summary>Messages and tariffs in all, unless the environment says more or less.</summary>
    public const int CountByDefault = 100000;

    /// <summary>Messages and tariffs in all.</summary>
    public static int Count { get; } = Number("CHARGEAGENT_FUZZ_COUNT", CountByDefault);

    /// <summary>The seed; another one each time, and always printed.</summary>
    public static int Seed { get; } = Number("CHARGEAGENT_FUZZ_SEED", Environment.TickCount);

    /// <summary>Says aloud what is run, so that fewer than all is never taken for all.</summary>
    public static void Announce(int count)
    {
        string fewer = Count < CountByDefault ? $" (of {CountByDefault} by default: CHARGEAGENT_FUZZ_COUNT asks for fewer)" : "";
        Console.WriteLine($"seed {Seed}, {count} mutants{fewer}");
    }

    private static int Number(string name, int otherwise)
    {
        return int.TryParse(
            Environment.GetEnvironmentVariable(name),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out int value)
            ? value
            : otherwise;
    }
}
