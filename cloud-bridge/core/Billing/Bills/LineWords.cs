namespace CloudBridge.Core.Billing.Bills;

/// <summary>A bill's line in words and figures.</summary>
public static class LineWords
{
    /// <summary>What the line is for.</summary>
    public static string Item(BillLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Kind switch
        {
            "Energy" => "Energy",
            "Time" => "Charging time",
            "ParkingTime" => "Parking time, not charging",
            "Flat" => "Flat fee",
            "MinimumPrice" => "Up to the tariff's minimum price",
            "MaximumPrice" => "Down to the tariff's maximum price",
            BillLine.ChargerAmount => "Down to the amount that the charger showed",
            _ => line.Kind,
        };
    }

    /// <summary>What is billed, with its unit.</summary>
    public static string Quantity(BillLine line)
    {
        return VolumeOf(line.Kind, line.BilledVolume);
    }

    /// <summary>What was used, with its unit.</summary>
    public static string Used(BillLine line)
    {
        return VolumeOf(line.Kind, line.Volume);
    }

    /// <summary>What was used in a span of it, with its unit.</summary>
    public static string Used(BillLine line, LineSpan span)
    {
        return VolumeOf(line.Kind, span.Volume);
    }

    /// <summary>What was used, where the step of the tariff bills so much else that it shows; empty otherwise.</summary>
    public static string UsedBesideStep(BillLine line)
    {
        return Used(line) == Quantity(line) ? "" : "used " + Used(line);
    }

    /// <summary>The rate of VAT of a line; empty where it has none.</summary>
    public static string Vat(Bill bill, BillLine line)
    {
        ArgumentNullException.ThrowIfNull(bill);
        ArgumentNullException.ThrowIfNull(line);
        return line.IsVatAbsent ? "no VAT"
            : line.Element == null && !bill.IsVatByRate ? ""
            : Foundation.Words.Quantity.Percent(line.VatPpm);
    }

    /// <summary>The price with what it is for.</summary>
    public static string Price(BillLine line, int currencyDecimals)
    {
        string price = Foundation.Words.Quantity.Price(line.PriceMicros, currencyDecimals);
        return line.Kind switch
        {
            "Energy" => price + " / kWh",
            "Time" or "ParkingTime" => price + " / h",
            "Flat" => price,
            _ => "",
        };
    }

    private static string VolumeOf(string kind, long volume)
    {
        return kind switch
        {
            "Energy" => Foundation.Words.Quantity.Energy(volume),
            "Time" or "ParkingTime" => Foundation.Words.Quantity.Duration(volume),
            "Flat" => volume < 0 ? "−1" : "1",
            _ => "",
        };
    }
}
