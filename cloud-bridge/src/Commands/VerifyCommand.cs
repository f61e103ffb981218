using System.CommandLine;
using System.Data;
using System.Data.Common;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"verify": checks a database's whole history and names each defect in one line.</summary>
public static class VerifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command verify = new(
            "verify",
            "Checks the whole history in the database: codes, numbers, registers, sums, prices. Exit code 0 healthy, 1 defects.")
        {
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
        };
        verify.SetAction(result => Verify(CommandLine.SettingsOf(result), result.InvocationConfiguration.Output));
        return verify;
    }

    private static int Verify(BridgeSettings settings, TextWriter output)
    {
        // A database that would only now be made has no history.
        if (!settings.Database.Contains('=', StringComparison.Ordinal) && !File.Exists(settings.Database))
        {
            throw new RefusedException($"Database {Path.GetFullPath(settings.Database)} is not there: name it with --database");
        }

        Database database = new(settings.Database);
        database.Migrate();
        Verdict verdict = VerdictOn(database);
        foreach (Defect defect in verdict.Defects)
        {
            output.WriteLine(defect);
        }

        if (verdict.DefectCount > verdict.Defects.Count)
        {
            output.WriteLine($"and {verdict.DefectCount - verdict.Defects.Count} more");
        }

        output.WriteLine(
            verdict.DefectCount == 0 ? $"Healthy: {verdict.Scope()}." : $"{verdict.DefectCount} defects in {verdict.Scope()}.");
        return verdict.DefectCount == 0 ? ExitCode.Well : ExitCode.NotWell;
    }

    private static Verdict VerdictOn(Database database)
    {
        try
        {
            return new DatabaseVerifier(database).Verify();
        }
        catch (Exception e) when (e is DbException or DataException or InvalidCastException or FormatException or OverflowException)
        {
            Verdict unreadable = new();
            unreadable.Add("database", "cannot be read to its end: " + e.Message);
            return unreadable;
        }
    }
}
