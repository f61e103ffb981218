namespace CloudBridge.Tests.Stage;

/// <summary>
/// How much is tried by tests that find more the longer they run: a fixed sample of it in some seconds with all other tests, and all of it
/// where CHARGEAGENT_LONG=1 asks for that, as .ci/run does. They are of category <see cref="Category"/>.
/// </summary>
internal static class LongRun
{
    /// <summary>Category of the tests that try more.</summary>
    public const string Category = "Long";

    /// <summary>Whether all of it is asked for.</summary>
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("CHARGEAGENT_LONG") == "1";

    /// <summary>How many are tried, said aloud so that a sample is never taken for all.</summary>
    public static int Of(int all, int sample)
    {
        Console.WriteLine(IsAsked ? $"all {all} are tried" : $"{sample} of {all} are tried: CHARGEAGENT_LONG=1 asks for all");
        return IsAsked ? all : sample;
    }

    /// <summary>For what is not tried at all in a short run: the test says aloud that it was skipped.</summary>
    public static void OrSkip()
    {
        if (!IsAsked)
        {
            Assert.Inconclusive("SKIPPED: it takes a minute; CHARGEAGENT_LONG=1 asks for it, as .ci/run does.");
        }
    }
}
