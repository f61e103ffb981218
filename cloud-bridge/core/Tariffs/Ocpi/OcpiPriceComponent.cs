using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>PriceComponent of OCPI 2.2.1, 11.4.2.</summary>
/// <param name="Type">What is priced.</param>
/// <param name="Price">Per kWh, per hour or once, excluding VAT, in units of the currency; up to 6 decimals.</param>
/// <param name="Vat">VAT in percent, up to 4 decimals; null where VAT does not apply, which prices as 0 does.</param>
/// <param name="StepSize">Billing step in Wh or seconds; 0 is none, and for FLAT it has no meaning.</param>
public sealed record OcpiPriceComponent(PriceDimension Type, decimal Price, decimal? Vat, int StepSize);
