using System.Globalization;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Words;
using Firmware.Core.Journal;

namespace CloudBridge.Core.Operations.Technicians;

/// <summary>A figure of a charger's own health, with what is normal.</summary>
/// <param name="Group">What it is about.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">The figure with its unit.</param>
/// <param name="Normal">What is normal, and where to look when it is not so.</param>
/// <param name="IsOdd">It is not normal.</param>
public sealed record CounterWords(string Group, string Name, string Value, string Normal, bool IsOdd = false)
{
    // AgentConfig.NoLoadCurrentMilliamps of a charger with default settings: below it the register stands still.
    private const int NoLoadMilliamps = 20;
    private const int HotShareMax = 100;
    private const int OutboxBytes = Outbox.SegmentBytesMax * Outbox.SegmentCountMax;

    private static readonly NumberFormatInfo Format = new() { NumberGroupSeparator = "\u202f", NegativeSign = "−" };

    /// <summary>The figures that a charger told, those of older firmware left out.</summary>
    /// <param name="told">Its status message.</param>
    /// <param name="sinceToldMs">How long ago, for the time since boot; null when the charger is offline and nobody knows.</param>
    /// <param name="tariffHash">Hash of the tariff that the bridge has for it; null for none.</param>
    public static IReadOnlyList<CounterWords> Of(FlatMessage told, long? sinceToldMs, string? tariffHash)
    {
        return [.. Journal(told), .. Meter(told), .. Wear(told), .. Running(told, sinceToldMs), .. Tariff(told, tariffHash)];
    }

    private static IEnumerable<CounterWords> Journal(FlatMessage told)
    {
        const string Group = "Journal and outbox";
        if (told.Number("recordsWaiting") is { } waiting)
        {
            yield return new(
                Group,
                "Records waiting for their receipt",
                N(waiting),
                "0 when online. They wait as long as it takes, on flash.",
                waiting > 10);
        }

        if (told.Number("outboxBytesFree") is { } free)
        {
            yield return new(
                Group,
                "Room for more records",
                $"{N(free / 1024)} of {N(OutboxBytes / 1024)} KiB",
                "Nearly all; each segment of 8 KiB goes when its records have their receipts.",
                free < OutboxBytes / 2);
        }

        foreach (
            CounterWords words in Zero(
                told,
                Group,
                "alertsDropped",
                "Alerts dropped since boot",
                "0: only session summaries still had room."))
        {
            yield return words;
        }

        foreach (
            CounterWords words in Zero(
                told,
                Group,
                "recordsGivenUp",
                "Records given up since boot",
                "0: the bridge could never take these; what it has kept of them is in Quarantine."))
        {
            yield return words;
        }
    }

    private static IEnumerable<CounterWords> Meter(FlatMessage told)
    {
        const string Group = "Meter";
        return
        [
            .. Zero(
                told,
                Group,
                "sensorErrors",
                "Failed sensor reads since boot",
                "0. Single ones: I²C wires, supply. Many: PowerMeterFailure is near."),
            .. Zero(
                told,
                Group,
                "meterGaps",
                "Gaps not billed since boot",
                "0: the sensor was away for more than 2 s while the register stood still."),
            .. Zero(
                told,
                Group,
                "meterImplausible",
                "Implausible intervals since boot",
                "0: more than 110 % of the rated power. Check rating and calibration."),
            .. told.Number("zeroOffsetMilliamps") is { } zero
                ?
                [
                    new CounterWords(
                        Group,
                        "Current shown with the contactor open",
                        $"{N(zero)} mA",
                        $"Within ±{NoLoadMilliamps} mA. Beyond it: calibrate zero.",
                        Math.Abs(zero) > NoLoadMilliamps),
                ]
                : Array.Empty<CounterWords>(),
        ];
    }

    private static IEnumerable<CounterWords> Wear(FlatMessage told)
    {
        const string Group = "Wear, in the charger's life";
        if (told.Number("contactorCycles") is { } cycles)
        {
            yield return new(Group, "Contactor closed", N(cycles), "Some a day. The contactor's data sheet gives its electrical life.");
            if (told.Number("hotOpenings") is { } hot)
            {
                yield return new(
                    Group,
                    "Contactor opened under load",
                    N(hot),
                    "Only by emergency stops and faults: at most one closing in a hundred.",
                    hot > 1 && hot * HotShareMax > cycles);
            }
        }

        if (told.Number("overTemperatureTrips") is { } trips)
        {
            yield return new(Group, "Over-temperature", N(trips), "0. More: terminals, ventilation, sun.");
        }
    }

    private static IEnumerable<CounterWords> Running(FlatMessage told, long? sinceToldMs)
    {
        const string Group = "Clock, restarts and messages";
        if (told.Number("bootCount") is { } boots)
        {
            yield return new(
                Group,
                "Boots",
                $"{N(boots)}, the last by {told.Text("bootReason") ?? "a reason not told"}",
                "Rises with power cuts and restarts by hand only.");
        }

        if (told.Number("uptimeMs") is { } uptimeMs)
        {
            yield return new(
                Group,
                sinceToldMs == null ? "Running, when last heard" : "Running for",
                Quantity.Duration(uptimeMs + (sinceToldMs ?? 0)),
                "Days and weeks.");
        }

        // What comes over the broker and is not the bridge's.
        foreach (
            CounterWords words in Zero(
                told,
                Group,
                "messagesRefused",
                "Messages refused since boot",
                "0. Others write to its topics, or the bridge proves by another key: see Keys on the charger's page."))
        {
            yield return words;
        }

        if (told.Text("clockQuality") is { } quality)
        {
            yield return new(
                Group,
                "Clock",
                ClockOf(quality),
                "Synchronised. Otherwise: time server, network; sessions are billed at their cheapest price.",
                quality != "S");
        }

        if (told.Text("firmware") is { } firmware)
        {
            yield return new(Group, "Firmware", firmware, "The version you released last.");
        }
    }

    private static IEnumerable<CounterWords> Tariff(FlatMessage told, string? tariffHash)
    {
        if (told.Text("tariffHash") is { } hash)
        {
            bool isOdd = hash != (tariffHash ?? "");
            string value = hash.Length == 0 ? "none" : $"version {N(told.Number("tariffVersion") ?? 0)}, {hash}";
            yield return new(
                "Tariff",
                "On the charger",
                value,
                tariffHash == null ? "The bridge has none for it."
                    : isOdd ? "Not the bridge's own: it is sent again at the next connection."
                    : "The bridge's own.",
                isOdd);
        }
    }

    private static IEnumerable<CounterWords> Zero(FlatMessage told, string group, string member, string name, string normal)
    {
        return told.Number(member) is { } count ? [new CounterWords(group, name, N(count), normal, count > 0)] : [];
    }

    private static string ClockOf(string letter)
    {
        return letter switch
        {
            "S" => "synchronised",
            "R" => "relative: set once, runs by itself",
            "I" => "informative: not from a time server",
            _ => "unknown",
        };
    }

    private static string N(long number)
    {
        return number.ToString("N0", Format);
    }
}
