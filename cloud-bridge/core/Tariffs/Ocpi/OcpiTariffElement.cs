namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>TariffElement of OCPI 2.2.1, 11.4.5: prices, and when they hold.</summary>
/// <param name="PriceComponents">At least one, and at most one of each dimension.</param>
/// <param name="Restrictions">When they hold; null is always.</param>
public sealed record OcpiTariffElement(IReadOnlyList<OcpiPriceComponent> PriceComponents, OcpiRestrictions? Restrictions)
{
    /// <summary>Whether the element prices reservations, which this agent does not have: it is kept and shown, and never priced.</summary>
    public bool IsReservationOnly => Restrictions?.Reservation is not null;
}
