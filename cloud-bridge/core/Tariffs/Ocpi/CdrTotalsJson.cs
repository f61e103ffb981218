using System.Text;
using System.Text.Json;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>Writes totals as the members that an OCPI CDR has for them. All are there, also those that are 0.</summary>
public static class CdrTotalsJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>The totals as indented JSON, without a line end behind it.</summary>
    public static string Write(CdrTotals totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            WriteCost(json, "total_cost", totals.TotalCost);
            WriteCost(json, "total_fixed_cost", totals.TotalFixedCost);
            json.WriteNumber("total_energy", totals.TotalEnergy);
            WriteCost(json, "total_energy_cost", totals.TotalEnergyCost);
            json.WriteNumber("total_time", totals.TotalTime);
            WriteCost(json, "total_time_cost", totals.TotalTimeCost);
            json.WriteNumber("total_parking_time", totals.TotalParkingTime);
            WriteCost(json, "total_parking_cost", totals.TotalParkingCost);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteCost(Utf8JsonWriter json, string name, OcpiPrice cost)
    {
        json.WriteStartObject(name);
        json.WriteNumber("excl_vat", cost.ExclVat);
        json.WriteNumber("incl_vat", cost.InclVat);
        json.WriteEndObject();
    }
}
