using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Tariffs.Ocpi;
using CsCheck;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Core.Billing;

/// <summary>A bill at the charger's amount, where that is the lower.</summary>
[TestClass]
public sealed class ChargerAmountTests
{
    [TestMethod]
    public void Down_to_the_chargers_amount_never_costs_more_than_the_charger_or_the_bridge()
    {
        Gen<(long Price, int Vat)> component = Gen.Select(Gen.Long[0, 2000000], Gen.Int[0, 300000]);
        Gen<(int, (long Price, int Vat)[], long, int, int)> bill = Gen.Select(
            Gen.Int[0, 4],
            component.Array[1, 12],
            Gen.Long[0, 100000000],
            Gen.Int[0, 1000],
            Gen.Int[0, 1000]);

        bill.Sample(
            (decimals, components, milliwattHours, exclPermille, inclPermille) =>
            {
                TariffElement[] elements =
                [
                    .. components.Select((c, i) =>
                        i == 0 ? ScriptedLines.Energy(c.Price, c.Vat) : ScriptedLines.Flat(c.Price, c.Vat)),
                ];
                Tariff tariff = ScriptedLines.TariffOf(decimals, elements);
                SessionPricer pricer = ScriptedLines.Price(tariff, milliwattHours, out Cost cost);
                ChargerAmount most = new(
                    cost.TotalExcl.Micros * exclPermille / 1000,
                    cost.TotalIncl.Micros * inclPermille / 1000);
                IReadOnlyList<BillLine> lines = BillLines.DownTo(most, tariff, pricer.Calculator, cost, StatedVat.Everywhere);
                long microsPerMinor = (long)Math.Pow(10, 6 - decimals);
                return VatByRate.Of(lines).All(rate =>
                        rate.ExclMinor >= 0 && rate.VatMinor == ((rate.ExclMinor * rate.VatPpm!.Value) + 500000) / 1000000)
                    && lines.Sum(line => line.ExclMinor) <= (most.ExclMicros + (microsPerMinor / 2)) / microsPerMinor
                    && lines.Sum(line => line.InclMinor) <= (most.InclMicros + (microsPerMinor / 2)) / microsPerMinor;
            });
    }
}
