using System.Text.RegularExpressions;

namespace CloudBridge.Core.Operations.Incidents.Rules;

/// <summary>What a technician does about a fault.</summary>
/// <param name="VendorCode">The fault, by its vendor code.</param>
/// <param name="Cause">What may be behind it.</param>
/// <param name="Check">What to look at and measure.</param>
/// <param name="Remedy">What to do.</param>
public sealed record FaultRemedy(string VendorCode, string Cause, string Check, string Remedy);

/// <summary>
/// Cause, check and remedy of each fault, out of hardware/board/fault-codes.md: the page that technicians read is part of this program, so
/// that there is one text and not two.
/// </summary>
public static partial class FaultRemedies
{
    private static readonly Dictionary<string, FaultRemedy> ByCode = Read();

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyCollection<FaultRemedy> All => ByCode.Values;

    /// <summary>The remedy of a fault; null when the page does not know its vendor code, as that of a newer charger.</summary>
    public static FaultRemedy? Find(string? vendorCode)
    {
        return vendorCode == null ? null : ByCode.GetValueOrDefault(vendorCode);
    }

    private static Dictionary<string, FaultRemedy> Read()
    {
        using Stream stream = typeof(FaultRemedies).Assembly.GetManifestResourceStream("fault-codes.md")!;
        using StreamReader reader = new(stream);
        return Of(reader.ReadToEnd().ReplaceLineEndings("\n")).ToDictionary(remedy => remedy.VendorCode, StringComparer.Ordinal);
    }

    // A section of the page is "## 8 PowerMeterFailure" and three paragraphs of one line each.
    private static IEnumerable<FaultRemedy> Of(string page)
    {
        return Section()
            .Matches(page)
            .Select(match => new FaultRemedy(
                match.Groups["code"].Value,
                Plain(match.Groups["cause"].Value),
                Plain(match.Groups["check"].Value),
                Plain(match.Groups["remedy"].Value)));
    }

    // Links lead to other pages of that folder, which are not part of the program.
    private static string Plain(string markdown)
    {
        return Link().Replace(markdown, "$1").Replace("`", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @"^## \d+ (?<code>\w+)\n\*\*Cause\.\*\* (?<cause>.+)\n\*\*Check\.\*\* (?<check>.+)\n\*\*Remedy\.\*\* (?<remedy>.+)$",
        RegexOptions.Multiline
    )]
    private static partial Regex Section();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)")]
    private static partial Regex Link();
}
