using System.CommandLine;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Tariffs.Ocpi;
using NodaTime;

namespace CloudBridge.Commands;

/// <summary><c>rate --tariff T.json --cdr C.json [--zone ZONE]</c>: prices a CDR under a tariff and prints its totals as OCPI JSON. Exit
/// code 0, or 2 and one line that says what is wrong.</summary>
public static class RateCommand
{
    /// <summary>Exit code for files and zones that cannot be used.</summary>
    public const int ExitBadInput = 2;

    private delegate bool TryRead<T>(ReadOnlySpan<byte> json, out T? document, out IReadOnlyList<TariffDefect> defects);

    /// <summary>The command, to be added to the program's own.</summary>
    public static Command Create()
    {
        Option<string> tariffOption = new("--tariff")
        {
            Description = "File with an OCPI 2.2.1 tariff.",
            HelpName = "T.json",
            Required = true,
        };
        Option<string> cdrOption = new("--cdr")
        {
            Description = "File with an OCPI 2.2.1 CDR; its charging periods are priced.",
            HelpName = "C.json",
            Required = true,
        };
        Option<string?> zoneOption = new("--zone")
        {
            Description = "Time zone of the charger, such as Europe/Berlin. Without it the CDR's cdr_location.time_zone, else UTC.",
            HelpName = "ZONE",
        };
        Command command = new("rate", "Price an OCPI CDR under a tariff and print its totals as JSON.")
        {
            tariffOption,
            cdrOption,
            zoneOption,
        };
        command.SetAction(result =>
        {
            if (TryRate(result.GetValue(tariffOption)!, result.GetValue(cdrOption)!, result.GetValue(zoneOption), out string text))
            {
                result.InvocationConfiguration.Output.WriteLine(text);
                return 0;
            }

            result.InvocationConfiguration.Error.WriteLine(text);
            return ExitBadInput;
        });
        return command;
    }

    /// <summary>The totals as text; false, and the defect as one line, when they cannot be had.</summary>
    private static bool TryRate(string tariffPath, string cdrPath, string? zoneName, out string text)
    {
        if (!TryLoad(tariffPath, OcpiTariffReader.BytesMax, OcpiTariffReader.TryRead, out OcpiTariff? tariff, out text)
            || !TryLoad(cdrPath, OcpiCdrReader.BytesMax, OcpiCdrReader.TryRead, out OcpiCdr? cdr, out text))
        {
            return false;
        }

        string name = zoneName ?? cdr!.TimeZone ?? DateTimeZone.Utc.Id;
        if (!ZoneName.TryFind(name, out DateTimeZone? zone, out string defect))
        {
            text = zoneName is null ? $"{cdrPath}: $.cdr_location.time_zone: {defect}" : $"--zone: {defect}";
            return false;
        }

        if (!CdrRater.TryRate(tariff!, cdr!, zone!, out CdrTotals? totals, out IReadOnlyList<TariffDefect> defects))
        {
            text = OneLine(cdrPath, defects);
            return false;
        }

        text = CdrTotalsJson.Write(totals!);
        return true;
    }

    private static bool TryLoad<T>(string path, int bytesMax, TryRead<T> read, out T? document, out string defect)
    {
        document = default;
        if (!TryReadBytes(path, bytesMax, out byte[] json, out defect))
        {
            return false;
        }

        bool isRead = read(json, out document, out IReadOnlyList<TariffDefect> defects);
        defect = isRead ? "" : OneLine(path, defects);
        return isRead;
    }

    private static bool TryReadBytes(string path, int bytesMax, out byte[] json, out string defect)
    {
        json = [];
        defect = "";
        try
        {
            if (Directory.Exists(path))
            {
                defect = $"{path}: is a directory, not a file";
            }
            else if (!File.Exists(path))
            {
                defect = $"{path}: there is no such file";
            }
            else if (new FileInfo(path).Length > bytesMax)
            {
                defect = $"{path}: is larger than {bytesMax} bytes";
            }
            else
            {
                json = File.ReadAllBytes(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            defect = $"{path}: cannot be read: {exception.Message}";
        }

        return defect.Length == 0;
    }

    private static string OneLine(string path, IReadOnlyList<TariffDefect> defects)
    {
        string more = defects.Count > 1 ? $" (and {defects.Count - 1} more)" : "";
        return $"{path}: {defects[0]}{more}";
    }
}
