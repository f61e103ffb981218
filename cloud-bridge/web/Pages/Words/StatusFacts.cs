using System.Globalization;
using System.Text;
using System.Text.Json;
using CloudBridge.Core.Foundation.Documents;
using CloudBridge.Core.Foundation.Words;
using Firmware.Core.Faults;

namespace CloudBridge.Web.Pages.Words;

/// <summary>All that a charger's status message says, in words. A member that a newer firmware tells and this bridge does not know is shown
/// by its name.</summary>
public static class StatusFacts
{
    private const int CountMax = 60;
    private const int TextMax = 80;

    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["status"] = "Connector status",
        ["errorCode"] = "Fault (OCPP)",
        ["vendorCode"] = "Fault",
        ["faultMask"] = "Active faults",
        ["connectorType"] = "Connector",
        ["ratedCurrentMilliamps"] = "Rated current, mA",
        ["ratedPowerMilliwatts"] = "Rated power, mW",
        ["firmware"] = "Firmware",
        ["bootCount"] = "Boots",
        ["bootReason"] = "Last boot",
        ["uptimeMs"] = "Up for, then",
        ["clockQuality"] = "Clock",
        ["tariffVersion"] = "Tariff version held",
        ["tariffHash"] = "Tariff hash",
        ["recordsWaiting"] = "Records without receipt",
        ["meterGaps"] = "Gaps of the meter since boot",
        ["messagesRefused"] = "Messages refused since boot",
        ["meterImplausible"] = "Implausible readings since boot",
    };

    /// <summary>Reads a status message; empty when it is none.</summary>
    public static IReadOnlyList<Fact> Of(string? message)
    {
        if (message == null)
        {
            return [];
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(message);
            return document.RootElement.ValueKind != JsonValueKind.Object
                ? []
                :
                [
                    .. document
                        .RootElement.EnumerateObject()
                        .Where(member => member.Name is not ("version" or "online"))
                        .Take(CountMax)
                        .Select(FactOf)
                        .Where(fact => fact.Value.Length > 0),
                ];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static Fact FactOf(JsonProperty member)
    {
        string label = Labels.GetValueOrDefault(member.Name) ?? InWords(member.Name);
        string value = member.Value.ValueKind switch
        {
            JsonValueKind.Number when member.Value.TryGetInt64(out long number) => NumberOf(member.Name, number),
            JsonValueKind.String => TextOf(member.Name, member.Value.GetString() ?? ""),
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            _ => "",
        };
        return new Fact(label, value);
    }

    private static string NumberOf(string name, long number)
    {
        return name == "faultMask" ? FaultsIn(number)
            : name.EndsWith("Ms", StringComparison.Ordinal) ? Quantity.Duration(number)
            : number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u202f');
    }

    private static string TextOf(string name, string text)
    {
        string words =
            name == "clockQuality"
                ? text switch
                {
                    "S" => "synchronised",
                    "R" => "relative: not set since the last boot",
                    "I" => "informative: set, not synchronised",
                    "U" => "unknown",
                    _ => text,
                }
                : text;
        return words.Length > TextMax ? words[..TextMax] + "…" : words;
    }

    private static string FaultsIn(long mask)
    {
        return mask == 0
            ? "none"
            : string.Join(
                ", ",
                Enumerable.Range(0, FaultTable.Count)
                    .Where(i => (mask & (1L << i)) != 0)
                    .Select(i => FaultTable.VendorCodeOf((FaultCode)i)));
    }

    // contactorCycles becomes Contactor cycles.
    private static string InWords(string name)
    {
        StringBuilder words = new();
        foreach (char c in name.Length > TextMax ? name[..TextMax] : name)
        {
            if (char.IsUpper(c) && words.Length > 0)
            {
                words.Append(' ').Append(char.ToLowerInvariant(c));
            }
            else
            {
                words.Append(words.Length == 0 ? char.ToUpperInvariant(c) : c);
            }
        }

        return words.ToString();
    }
}
