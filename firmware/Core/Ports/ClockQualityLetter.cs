namespace Firmware.Core.Ports;

/// <summary>The letters that stand for clock qualities on the wire (OCMF 1.4.1).</summary>
public static class ClockQualityLetter
{
    /// <summary>The letter of a quality.</summary>
    public static string Of(ClockQuality quality)
    {
        switch (quality)
        {
            case ClockQuality.Informative: return "I";
            case ClockQuality.Relative: return "R";
            case ClockQuality.Synchronised: return "S";
            default: return "U";
        }
    }

    /// <summary>The quality of a letter; false when there is no such letter.</summary>
    public static bool TryParse(string? letter, out ClockQuality quality)
    {
        quality = ClockQuality.Unknown;
        switch (letter)
        {
            case "U": return true;
            case "I": quality = ClockQuality.Informative; return true;
            case "R": quality = ClockQuality.Relative; return true;
            case "S": quality = ClockQuality.Synchronised; return true;
            default: return false;
        }
    }
}
