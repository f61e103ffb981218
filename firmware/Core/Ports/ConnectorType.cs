namespace Firmware.Core.Ports;

/// <summary>The standards of connectors: ConnectorType of OCPI 2.2.1, 8.4.5. In records each is one byte, its place in this list.</summary>
public static class ConnectorType
{
    /// <summary>The code of a name that is not in the list.</summary>
    public const int Unknown = 0;

    // The order is part of the contract with the bridge: new names are added at the end.
    private static readonly string[] Names = new string[]
    {
        "",
        "CHADEMO",
        "CHAOJI",
        "DOMESTIC_A",
        "DOMESTIC_B",
        "DOMESTIC_C",
        "DOMESTIC_D",
        "DOMESTIC_E",
        "DOMESTIC_F",
        "DOMESTIC_G",
        "DOMESTIC_H",
        "DOMESTIC_I",
        "DOMESTIC_J",
        "DOMESTIC_K",
        "DOMESTIC_L",
        "DOMESTIC_M",
        "DOMESTIC_N",
        "DOMESTIC_O",
        "GBT_AC",
        "GBT_DC",
        "IEC_60309_2_single_16",
        "IEC_60309_2_three_16",
        "IEC_60309_2_three_32",
        "IEC_60309_2_three_64",
        "IEC_62196_T1",
        "IEC_62196_T1_COMBO",
        "IEC_62196_T2",
        "IEC_62196_T2_COMBO",
        "IEC_62196_T3A",
        "IEC_62196_T3C",
        "NEMA_5_20",
        "NEMA_6_30",
        "NEMA_6_50",
        "NEMA_10_30",
        "NEMA_10_50",
        "NEMA_14_30",
        "NEMA_14_50",
        "PANTOGRAPH_BOTTOM_UP",
        "PANTOGRAPH_TOP_DOWN",
        "TESLA_R",
        "TESLA_S",
    };

    /// <summary>The code of a name, or <see cref="Unknown"/>.</summary>
    public static int CodeOf(string? name)
    {
        for (int i = Names.Length - 1; i > Unknown; i--)
        {
            if (Names[i] == name)
            {
                return i;
            }
        }

        return Unknown;
    }

    /// <summary>The name of a code; empty when there is none.</summary>
    public static string NameOf(int code)
    {
        return code > Unknown && code < Names.Length ? Names[code] : "";
    }
}
