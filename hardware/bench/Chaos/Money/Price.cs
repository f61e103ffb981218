namespace Hardware.Bench.Chaos.Money;

/// <summary>An exact net amount at one rate of VAT, and what a bill makes of it: the net rounded once, half up, the VAT of the rounded net
/// rounded once, half up.</summary>
/// <param name="Parts">Net, exact: what an hour's price makes of a millisecond is one part, so that nothing is divided before the
/// end.</param>
/// <param name="Vat">Rate of VAT as a fraction.</param>
public readonly record struct Price(decimal Parts, decimal Vat)
{
    /// <summary>Parts of one unit of the currency.</summary>
    public const decimal PartsPerUnit = 3600000;

    private const decimal PartsPerCent = PartsPerUnit / 100;
    private const decimal PartsPerMicro = PartsPerUnit / 1000000;

    /// <summary>Net in cents.</summary>
    public long NetCents => HalfUp(Parts / PartsPerCent);

    /// <summary>Gross in cents.</summary>
    public long GrossCents => NetCents + HalfUp(NetCents * Vat);

    /// <summary>Net in millionths, rounded down.</summary>
    public long NetMicros => (long)Math.Floor(Parts / PartsPerMicro);

    /// <summary>Gross in millionths, rounded down.</summary>
    public long GrossMicros => (long)Math.Floor(Parts * (1 + Vat) / PartsPerMicro);

    private static long HalfUp(decimal amount)
    {
        return (long)Math.Floor(amount + 0.5m);
    }
}
