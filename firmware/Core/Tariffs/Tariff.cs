namespace Firmware.Core.Tariffs;

/// <summary>
/// A tariff in device form: OCPI 2.2.1 semantics in integers, as the bridge publishes it and the charger caches it. It is also the JSON
/// object on the wire, property by property.
/// </summary>
public sealed class Tariff
{
    /// <summary>The first version of this form. Tariffs of it keep its rules: see <see cref="CurrentFormat"/>.</summary>
    public const int FirstFormat = 1;

    /// <summary>
    /// The version of this form; a message with a later one is refused. Since 2 a flat fee that depends on the load waits for energy to
    /// flow, what is below <see cref="PriceUnit.NoiseMilliwattHours"/> begins no step, and the step of time is that of parking where both
    /// were priced (OCPI 2.2.1, 10.3.1.1).
    /// </summary>
    public const int CurrentFormat = 2;

    /// <summary>More elements than this do not fit in the device.</summary>
    public const int ElementCountMax = 32;

    /// <summary>More offset changes than this do not fit in the device.</summary>
    public const int OffsetCountMax = 16;

    /// <summary>Highest price in micro-units, one million units: a kWh costs 3,858 VND, and <see cref="Amount"/> stays within 64
    /// bits.</summary>
    public const long PriceMaxMicros = 1000000000000;

    /// <summary>Highest VAT rate in millionths.</summary>
    public const int VatMaxPpm = 1000000;

    /// <summary>Highest minimum or maximum price of a session in micro-units.</summary>
    public const long BoundMaxMicros = 1000000000000000;

    private static readonly TariffElement[] NoElements = new TariffElement[0];
    private static readonly UtcOffset[] NoOffsets = new UtcOffset[0];

    /// <summary>Version of the form.</summary>
    public int Format { get; set; }

    /// <summary>The tariff's OCPI id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Version of the tariff, counted up by the bridge with each change.</summary>
    public int Version { get; set; }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the tariff's OCPI text: what the owner was promised at plug-in.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Currency by ISO 4217.</summary>
    public string Currency { get; set; } = "";

    /// <summary>Decimals of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD.</summary>
    public int CurrencyDecimals { get; set; }

    /// <summary>Lowest total excluding VAT, in micro-units.</summary>
    public long MinExclMicros { get; set; }

    /// <summary>Lowest total including VAT, in micro-units.</summary>
    public long MinInclMicros { get; set; }

    /// <summary>Highest total excluding VAT, in micro-units.</summary>
    public long MaxExclMicros { get; set; } = long.MaxValue;

    /// <summary>Highest total including VAT, in micro-units.</summary>
    public long MaxInclMicros { get; set; } = long.MaxValue;

    /// <summary>Elements in the order of the OCPI tariff: the first that matches wins, for each dimension by itself.</summary>
    public TariffElement[] Elements { get; set; } = NoElements;

    /// <summary>Local time of the charger, oldest first; the first entry also holds for all time before it.</summary>
    public UtcOffset[] UtcOffsets { get; set; } = NoOffsets;

    /// <summary>Counts up with what a bridge sends to this charger; 0 from a bridge that does not prove it.</summary>
    public long Number { get; set; }

    /// <summary>Proves text and number, the last member of the text; empty once it was looked at.</summary>
    public string Proof { get; set; } = "";

    /// <summary>The first thing that makes the tariff unusable, in words; null when it can be priced with.</summary>
    public string? FindDefect()
    {
        if (Format < FirstFormat || Format > CurrentFormat)
        {
            return "format is not 1 or 2";
        }
        if (Id == null || Id.Length == 0 || Id.Length > 36)
        {
            return "id is not 1 to 36 characters";
        }
        if (Hash == null || Hash.Length != 16)
        {
            return "hash is not 16 characters";
        }
        if (Version < 1)
        {
            return "version is below 1";
        }
        if (Currency == null || Currency.Length != 3)
        {
            return "currency is not 3 letters";
        }
        if (CurrencyDecimals < 0 || CurrencyDecimals > 4)
        {
            return "currencyDecimals is outside 0 to 4";
        }
        if (!AreBounds(MinExclMicros, MaxExclMicros) || !AreBounds(MinInclMicros, MaxInclMicros))
        {
            return "min_price and max_price are out of range";
        }
        if (Elements == null || Elements.Length == 0 || Elements.Length > ElementCountMax)
        {
            return "there are not 1 to 32 elements";
        }
        for (int i = 0; i < Elements.Length; i++)
        {
            string? defect = Elements[i] == null ? "an element is missing" : Elements[i].FindDefect();
            if (defect != null)
            {
                return "element " + i.ToString() + ": " + defect;
            }
        }

        return FindOffsetDefect();
    }

    /// <summary>Index of the offset in force at an instant.</summary>
    public int OffsetIndexAt(long utcMs)
    {
        int index = 0;
        while (index + 1 < UtcOffsets.Length && UtcOffsets[index + 1].FromUtcMs <= utcMs)
        {
            index++;
        }

        return index;
    }

    /// <summary>
    /// Whether the flat fee of an element falls due in a period. Where the load decides which fee it is, only while something is drawn: the
    /// seconds before it would count as 0 A and 0 W, and a second fee would be billed for them.
    /// </summary>
    public bool IsFlatDue(int element, ChargingPeriod period)
    {
        return Format == FirstFormat || period.CurrentMilliamps > 0 || period.PowerMilliwatts > 0 || !IsFlatByLoad(element);
    }

    // An earlier fee that the load rules out has a say in it, too.
    private bool IsFlatByLoad(int element)
    {
        for (int i = 0; i <= element; i++)
        {
            if (!Elements[i].IsReservationOnly && Elements[i].FlatPriceMicros != TariffElement.NoPrice && Elements[i].HoldsByLoad())
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreBounds(long minimumMicros, long maximumMicros)
    {
        return minimumMicros >= 0 && minimumMicros <= BoundMaxMicros && maximumMicros >= minimumMicros
            && (maximumMicros <= BoundMaxMicros || maximumMicros == long.MaxValue);
    }

    private string? FindOffsetDefect()
    {
        if (UtcOffsets == null || UtcOffsets.Length == 0 || UtcOffsets.Length > OffsetCountMax)
        {
            return "there are not 1 to 16 utcOffsets";
        }

        for (int i = 0; i < UtcOffsets.Length; i++)
        {
            if (UtcOffsets[i] == null || UtcOffsets[i].OffsetSeconds < -86400 || UtcOffsets[i].OffsetSeconds > 86400)
            {
                return "a utcOffset is out of range";
            }

            if (i > 0 && UtcOffsets[i].FromUtcMs <= UtcOffsets[i - 1].FromUtcMs)
            {
                return "utcOffsets are not in order";
            }
        }

        return null;
    }
}
