using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Core.Tariffs;
using CloudBridge.Tests.Stage.Tariffs;
using CsCheck;
using Firmware.Core.Tariffs;
namespace CloudBridge.Tests.Core.Billing;

/// <summary>Lines of a session that uses each element of a tariff for a second.</summary>
internal static class ScriptedLines
{
    public static (IReadOnlyList<BillLine> Lines, Cost Cost) Bill(int decimals, params TariffElement[] elements)
    {
        return Bill(TariffOf(decimals, elements), 0);
    }

    /// <summary>Uses each element for one second, in their order; the energy goes to whichever element prices it.</summary>
    public static (IReadOnlyList<BillLine> Lines, Cost Cost) Bill(Tariff tariff, long milliwattHours, StatedVat? statedVat = null)
    {
        SessionPricer pricer = Price(tariff, milliwattHours, out Cost cost);
        return (BillLines.Of(tariff, pricer.Calculator, cost, statedVat ?? StatedVat.Everywhere), cost);
    }

    internal static SessionPricer Price(Tariff tariff, long milliwattHours, out Cost cost)
    {
        ChargingPeriod[] periods =
        [
            .. tariff.Elements.Select(
                (element, i) =>
                    new ChargingPeriod
                    {
                        StartUtcMs = 1000 * i,
                        DurationMs = 1000,
                        ChargingMs = 1000,
                    }),
        ];
        int energy = Array.FindIndex(tariff.Elements, element => element.EnergyPriceMicros != TariffElement.NoPrice);
        periods[Math.Max(energy, 0)].EnergyMilliwattHours = milliwattHours;
        SessionPricer pricer = new();
        cost = new Cost();
        pricer.Price(tariff, periods, periods.Length, cost);
        return pricer;
    }

    internal static Tariff TariffOf(int decimals, params TariffElement[] elements)
    {
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i].MinDurationSeconds = i;
            elements[i].MaxDurationSeconds = i + 1;
        }

        Tariff tariff = new()
        {
            Format = Tariff.CurrentFormat,
            Id = "t",
            Version = 1,
            Hash = "0123456789abcdef",
            Currency = "XTS",
            CurrencyDecimals = decimals,
            Elements = elements,
            UtcOffsets = [new UtcOffset()],
        };
        Assert.IsNull(tariff.FindDefect());
        return tariff;
    }

    internal static TariffElement Flat(long priceMicros, int vatPpm)
    {
        return new TariffElement { FlatPriceMicros = priceMicros, FlatVatPpm = vatPpm };
    }

    internal static TariffElement Energy(long priceMicros, int vatPpm)
    {
        return new TariffElement { EnergyPriceMicros = priceMicros, EnergyVatPpm = vatPpm };
    }
}
