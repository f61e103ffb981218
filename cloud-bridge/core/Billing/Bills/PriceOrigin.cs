namespace CloudBridge.Core.Billing.Bills;

/// <summary>Who made a price, and how sure it is.</summary>
public enum PriceOrigin
{
    /// <summary>Charger and bridge, each by itself, with the same result.</summary>
    ChargerAndBridge = 0,

    /// <summary>The bridge alone, exactly.</summary>
    Bridge = 1,

    /// <summary>The bridge alone, at the lowest price wherever the record leaves the price open.</summary>
    BridgeEstimate = 2,

    /// <summary>The bridge alone, under another tariff than the charger had promised, because an operator corrected the bill.</summary>
    BridgeOtherTariff = 3,

    /// <summary>The bridge, where the charger came to another amount and somebody decided for the bridge's.</summary>
    BridgeDecided = 4,

    /// <summary>The charger, where it came to a lower amount than the bridge and somebody decided for the lower.</summary>
    ChargerDecided = 5,
}
