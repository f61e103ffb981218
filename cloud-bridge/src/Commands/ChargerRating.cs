using System.CommandLine;
using System.Globalization;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Commands;

/// <summary>The flags of "charger set" that say what a connector is and can deliver, as OCPI partners are told it.</summary>
internal sealed class ChargerRating
{
    private const string Usual = "-";

    private readonly Option<string> _format = new("--format")
    {
        Description = "SOCKET or CABLE, or - for what is usual",
        HelpName = "FORMAT",
    };

    private readonly Option<string> _powerType = new("--power-type")
    {
        Description = "PowerType of OCPI 2.2.1, e.g. AC_3_PHASE or DC, or - for what is usual",
        HelpName = "TYPE",
    };

    private readonly Option<string> _volts = new("--max-volts")
    {
        Description = "highest voltage in V, line to neutral for AC, or - for what is usual",
        HelpName = "V",
    };

    private readonly Option<string> _amps = new("--max-amps")
    {
        Description = "highest current in A, or - for what is usual",
        HelpName = "A",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_powerType);
        command.Add(_volts);
        command.Add(_amps);
    }

    /// <summary>Sets what was given.</summary>
    /// <exception cref="RefusedException">Something cannot be.</exception>
    public void Set(ParseResult result, ChargerPlaces places, string chargerId)
    {
        PlacedCharger old = places.Find(chargerId)!;
        places.SetRating(
            chargerId,
            Word(result, _format, old.ConnectorFormat, ConnectorRating.Formats),
            Word(result, _powerType, old.PowerType, ConnectorRating.PowerTypes),
            Number(result, _volts, old.MaxVolts, ConnectorRating.VoltsMax),
            Number(result, _amps, old.MaxAmps, ConnectorRating.AmpsMax));
    }

    private static string Word(ParseResult result, Option<string> flag, string old, IReadOnlyList<string> words)
    {
        string text = result.GetValue(flag) ?? old;
        return text.Length == 0 || text == Usual ? ""
            : words.Contains(text) ? text
            : throw new RefusedException($"{flag.Name} is '{text}': give one of {string.Join(", ", words)}, or -");
    }

    private static long? Number(ParseResult result, Option<string> flag, long? old, int max)
    {
        string? text = result.GetValue(flag);
        if (text is null or Usual)
        {
            return text == null ? old : null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 && number <= max
            ? number
            : throw new RefusedException($"{flag.Name} is '{text}': give a whole number from 1 to {max}, or -");
    }
}
