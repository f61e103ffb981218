namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>A rate of VAT.</summary>
/// <param name="Ppm">In millionths: 10 % is 100,000.</param>
/// <param name="IsAbsent">The tariff states none, which is another thing than 0 %.</param>
public readonly record struct VatRate(int Ppm, bool IsAbsent);
