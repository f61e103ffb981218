using System.Reflection;

namespace Hardware.Bench.Tariffs;

/// <summary>The program's own tariff: prices by the time of day, a fee for each session and one for parking.</summary>
public static class TimeOfUseTariff
{
    /// <summary>Zone of its times of day.</summary>
    public const string ZoneName = "Europe/Berlin";

    /// <summary>Its OCPI text.</summary>
    public static byte[] Read()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("time-of-use.ocpi.json")!;
        using MemoryStream text = new();
        stream.CopyTo(text);
        return text.ToArray();
    }
}
