using System.CommandLine;
using System.Text.Json;
using CloudBridge.Commands;

namespace CloudBridge.Tests.Src.Tariffs;

/// <summary>One run of the rate command: its exit code and what it printed.</summary>
internal sealed record RateRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the command as a person would type it.</summary>
    public static RateRun Of(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = RateCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return new RateRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs the command on texts, through files that are gone afterwards.</summary>
    public static RateRun OnTexts(string tariff, string cdr, params string[] more)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rate");
        try
        {
            string tariffPath = Path.Combine(folder.FullName, "t.json");
            string cdrPath = Path.Combine(folder.FullName, "c.json");
            File.WriteAllText(tariffPath, tariff);
            File.WriteAllText(cdrPath, cdr);
            RateRun run = Of(["--tariff", tariffPath, "--cdr", cdrPath, .. more]);
            return run with { Error = run.Error.Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal) };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A number of the output, by its path: <c>total_cost.excl_vat</c>.</summary>
    public decimal Number(string path)
    {
        Assert.AreEqual(0, ExitCode, Error);
        using JsonDocument document = JsonDocument.Parse(Output);
        return path.Split('.').Aggregate(document.RootElement, (element, name) => element.GetProperty(name)).GetDecimal();
    }
}
