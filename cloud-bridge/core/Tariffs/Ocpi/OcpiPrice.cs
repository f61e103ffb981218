namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>Price of OCPI 2.2.1, 16.5, in units of the currency.</summary>
/// <param name="ExclVat">Without VAT.</param>
/// <param name="InclVat">With VAT; where a tariff leaves it out, the reader has worked it out.</param>
public sealed record OcpiPrice(decimal ExclVat, decimal InclVat);
