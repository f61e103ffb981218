using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>What was used under each element of a tariff, as lines without amounts, and their exact net.</summary>
internal static class UsedLines
{
    /// <summary>Every product of volume and price is a whole number of these parts of a micro-unit.</summary>
    public const long PartsPerMicro = 18000000;

    /// <summary>The lines with their net in parts: first what the tariff says first; within an element in the order of kinds.</summary>
    public static IEnumerable<(BillLine Line, Int128 Parts)> Of(Tariff tariff, CostCalculator used, StatedVat statedVat)
    {
        for (int element = 0; element < tariff.Elements.Length; element++)
        {
            for (int i = 0; i < PriceUnit.DimensionCount; i++)
            {
                PriceDimension dimension = (PriceDimension)i;
                long billedVolume = used.BilledVolumeOf(dimension, element);
                if (billedVolume != 0)
                {
                    long priceMicros = tariff.Elements[element].PriceMicrosOf(dimension);
                    BillLine line = new()
                    {
                        Kind = dimension.ToString(),
                        Element = element,
                        Condition = ElementWords.Of(tariff.Elements[element]),
                        Volume = used.VolumeOf(dimension, element),
                        BilledVolume = billedVolume,
                        PriceMicros = priceMicros,
                        VatPpm = tariff.Elements[element].VatPpmOf(dimension),
                        IsVatAbsent = !statedVat.Has(element, dimension),
                        ExclMinor = 0,
                        VatMinor = 0,
                    };
                    yield return (line, (Int128)billedVolume * priceMicros * (PartsPerMicro / PriceUnit.VolumePerPrice(dimension)));
                }
            }
        }
    }
}
