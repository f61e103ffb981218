using Firmware.Core.Tariffs;

namespace Firmware.Tests.Tariffs;

/// <summary>One instant of a session, and the element that is in force there.</summary>
public static class InstantOfSession
{
    /// <summary>A Wednesday noon, when nothing has been used yet.</summary>
    public static PriceContext Noon()
    {
        return At(LocalTime.Utc(2019, 1, 9, 12, 0));
    }

    /// <summary>An instant when nothing has been used yet.</summary>
    public static PriceContext At(long utcMs)
    {
        return new PriceContext { UtcMs = utcMs };
    }

    /// <summary>The selection at an instant.</summary>
    public static PriceSelection Select(Tariff tariff, PriceContext context)
    {
        PriceSelection selection = new PriceSelection();
        PriceSelector.Select(tariff, context, selection);
        return selection;
    }

    /// <summary>The element that prices energy at an instant, or -1.</summary>
    public static int EnergyElement(Tariff tariff, PriceContext context)
    {
        return PriceSelection.ElementOf(Select(tariff, context).Packed, PriceDimension.Energy);
    }
}
