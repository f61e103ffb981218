namespace CloudBridge.Core.Registry.Sites;

/// <summary>
/// What a connector is and can deliver, in OCPI's terms: what an operator has set or, where that is nothing, what is usual for its type.
/// What is not usual is not guessed.
/// </summary>
/// <param name="Format">ConnectorFormat of OCPI 2.2.1.</param>
/// <param name="PowerType">PowerType of OCPI 2.2.1.</param>
/// <param name="MaxVolts">Highest voltage, line to neutral for AC; null when not known.</param>
/// <param name="MaxAmps">Highest current; null when not known.</param>
public sealed record ConnectorRating(string Format, string PowerType, long? MaxVolts, long? MaxAmps)
{
    /// <summary>The highest voltage that can be set.</summary>
    public const int VoltsMax = 1500;

    /// <summary>The highest current that can be set.</summary>
    public const int AmpsMax = 3000;

    /// <summary>Formats of OCPI 2.2.1 (8.4.5).</summary>
    public static IReadOnlyList<string> Formats { get; } = ["SOCKET", "CABLE"];

    /// <summary>Power types of OCPI 2.2.1 (8.4.19).</summary>
    public static IReadOnlyList<string> PowerTypes { get; } = ["AC_1_PHASE", "AC_2_PHASE", "AC_2_PHASE_SPLIT", "AC_3_PHASE", "DC"];

    /// <summary>Of a charger's connector.</summary>
    /// <param name="charger">The charger; null when it is gone.</param>
    /// <param name="connectorType">Its connector, or the one it had: what is set for the present one does not hold for another.</param>
    public static ConnectorRating Of(PlacedCharger? charger, string connectorType)
    {
        ArgumentNullException.ThrowIfNull(connectorType);
        PlacedCharger set = charger?.ConnectorType == connectorType ? charger : new PlacedCharger();
        string powerType = set.PowerType.Length > 0 ? set.PowerType : UsualPowerType(connectorType);
        return new ConnectorRating(
            set.ConnectorFormat.Length > 0 ? set.ConnectorFormat : UsualFormat(connectorType),
            powerType,
            set.MaxVolts ?? UsualVolts(connectorType, powerType),
            set.MaxAmps ?? UsualAmps(connectorType));
    }

    /// <summary>What OCPI partners need of a charger and nobody has said yet, in words; null when they have all.</summary>
    public static string? FindMissing(PlacedCharger charger)
    {
        ArgumentNullException.ThrowIfNull(charger);
        ConnectorRating rating = Of(charger, charger.ConnectorType ?? "");
        string[] missing =
        [
            .. charger.ConnectorType == null ? ["a connector type"] : Array.Empty<string>(),
            .. rating.MaxVolts == null ? ["a highest voltage"] : Array.Empty<string>(),
            .. rating.MaxAmps == null ? ["a highest current"] : Array.Empty<string>(),
        ];
        return missing.Length == 0
            ? null
            : $"OCPI partners are not told of it before it has {string.Join(", ", missing)}: cloud-bridge charger set "
                + $"{charger.ChargerId} --help shows how.";
    }

    private static string UsualFormat(string connectorType)
    {
        return connectorType is "IEC_62196_T2" or "IEC_62196_T3A" or "IEC_62196_T3C"
            || connectorType.StartsWith("DOMESTIC", StringComparison.Ordinal)
            ? "SOCKET"
            : "CABLE";
    }

    private static string UsualPowerType(string connectorType)
    {
        return connectorType switch
        {
            "IEC_62196_T2" or "IEC_62196_T3C" or "IEC_60309_2_three_16" or "IEC_60309_2_three_32" or "IEC_60309_2_three_64" => "AC_3_PHASE",
            "CHADEMO" or "CHAOJI" or "IEC_62196_T1_COMBO" or "IEC_62196_T2_COMBO" or "GBT_DC" or "TESLA_R" or "TESLA_S" => "DC",
            _ => "AC_1_PHASE",
        };
    }

    // 230 V by IEC 60038, where the connector is not one of countries with another.
    private static long? UsualVolts(string connectorType, string powerType)
    {
        bool isElsewhere = connectorType is "DOMESTIC_A" or "DOMESTIC_B" or "IEC_62196_T1"
            || connectorType.StartsWith("NEMA", StringComparison.Ordinal);
        return powerType == "DC" || isElsewhere ? null : 230;
    }

    // The current is in the name of some.
    private static long? UsualAmps(string connectorType)
    {
        int line = connectorType.LastIndexOf('_');
        bool isNamed = connectorType.StartsWith("IEC_60309", StringComparison.Ordinal)
            || connectorType.StartsWith("NEMA", StringComparison.Ordinal);
        return isNamed && long.TryParse(connectorType.AsSpan(line + 1), out long amps) ? amps : null;
    }
}
