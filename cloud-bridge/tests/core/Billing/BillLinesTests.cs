using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Core.Tariffs;
using CloudBridge.Tests.Stage.Tariffs;
using CsCheck;
using Firmware.Core.Tariffs;
using static CloudBridge.Tests.Core.Billing.ScriptedLines;

namespace CloudBridge.Tests.Core.Billing;

[TestClass]
public sealed class BillLinesTests
{
    [TestMethod]
    public void Two_decimals_three_lines_add_up_to_the_cent()
    {
        // Three times 0.335 = 1.005 -> 1.01 (half up). Each line 0.335 rounds down to 0.33, 0.02 are left: the first two lines get one cent
        // each.
        (IReadOnlyList<BillLine> lines, Cost cost) = Bill(2, Flat(335000, 0), Flat(335000, 0), Flat(335000, 0));

        Assert.AreEqual(101, cost.TotalExcl.Rounded(2));
        CollectionAssert.AreEqual(new long[] { 34, 34, 33 }, lines.Select(line => line.ExclMinor).ToArray());
    }

    [TestMethod]
    public void No_decimals_yen_add_up()
    {
        // 10.4 + 10.4 + 10.4 = 31.2 -> 31; each line 10, one yen left for the first.
        (IReadOnlyList<BillLine> lines, Cost cost) = Bill(0, Flat(10400000, 0), Flat(10400000, 0), Flat(10400000, 0));

        Assert.AreEqual(31, cost.TotalExcl.Rounded(0));
        CollectionAssert.AreEqual(new long[] { 11, 10, 10 }, lines.Select(line => line.ExclMinor).ToArray());
    }

    [TestMethod]
    public void Three_decimals_dinar_add_up_with_vat()
    {
        // Net 0.1234 + 0.1234 = 0.2468 -> 0.247; with 5 % VAT 0.25914 -> 0.259; VAT 0.012. Exact VAT 0.00617 each: 0.006 + 0.006.
        (IReadOnlyList<BillLine> lines, Cost cost) = Bill(3, Flat(123400, 50000), Flat(123400, 50000));

        Assert.AreEqual(247, cost.TotalExcl.Rounded(3));
        Assert.AreEqual(259, cost.TotalIncl.Rounded(3));
        CollectionAssert.AreEqual(new long[] { 124, 123 }, lines.Select(line => line.ExclMinor).ToArray());
        CollectionAssert.AreEqual(new long[] { 6, 6 }, lines.Select(line => line.VatMinor).ToArray());
    }

    [TestMethod]
    public void Vat_that_the_tariff_does_not_state_is_absent_and_not_0_percent()
    {
        // 1.00 with 0 % and 2.00 without any.
        const string Elements = """
            { "price_components": [ { "type": "FLAT", "price": 1, "vat": 0, "step_size": 1 } ], "restrictions": { "max_duration": 1 } },
            { "price_components": [ { "type": "FLAT", "price": 2, "step_size": 1 } ] }
            """;
        StatedVat stated = StatedVat.Of(OcpiText.Tariff(Elements));
        (IReadOnlyList<BillLine> lines, _) = Bill(TariffOf(2, Flat(1000000, 0), Flat(2000000, 0)), 0, stated);

        Assert.AreEqual(
            "0\u00a0%: 100 + 0, no VAT: 200 + 0",
            string.Join(", ", VatByRate.Of(lines).Select(rate => $"{rate.Words()}: {rate.ExclMinor} + {rate.VatMinor}")));
    }

    [TestMethod]
    public void The_vat_of_a_rate_is_its_net_times_the_rate()
    {
        // 1.0049 x 1.19 = 1.195831: net 1.00 and 19 % of it, 0.19, are 1.19; both totals rounded by themselves said 1.00 + 0.20.
        (IReadOnlyList<BillLine> lines, Cost cost) = Bill(2, Flat(1004900, 190000));

        Assert.AreEqual(120, cost.TotalIncl.Rounded(2));
        CollectionAssert.AreEqual(new VatByRate[] { new(190000, 100, 19) }, VatByRate.Of(lines).ToArray());
    }

    [TestMethod]
    public void A_step_bills_more_than_was_used_and_the_line_says_both()
    {
        // 20.45 kWh in steps of 100 Wh are 20.5 kWh; x 0.25 = 5.125 -> 5.13.
        TariffElement element = Energy(250000, 0);
        element.EnergyStepWattHours = 100;
        (IReadOnlyList<BillLine> lines, _) = Bill(TariffOf(2, element), 20450000);

        Assert.AreEqual(20450000, lines[0].Volume);
        Assert.AreEqual(20500000, lines[0].BilledVolume);
        Assert.AreEqual(513, lines[0].ExclMinor);
    }

    [TestMethod]
    public void Whatever_is_charged_the_lines_add_up_and_no_line_is_a_unit_off()
    {
        Gen<(long Price, int Vat)> component = Gen.Select(Gen.Long[0, 2000000], Gen.Int[0, 300000]);
        Gen<(int, (long Price, int Vat)[], long, long)> bill = Gen.Select(
            Gen.Int[0, 4],
            component.Array[1, 12],
            Gen.Long[0, 100000000],
            Gen.Long[0, 5000000]);

        // CsCheck prints the seed of a failure.
        bill.Sample(
            (decimals, components, milliwattHours, minimumMicros) =>
            {
                // The first element prices energy, the others are flat fees, one a second.
                TariffElement[] elements = [.. components.Select((c, i) => i == 0 ? Energy(c.Price, c.Vat) : Flat(c.Price, c.Vat))];
                Tariff tariff = TariffOf(decimals, elements);
                tariff.MinExclMicros = minimumMicros;
                tariff.MinInclMicros = minimumMicros;
                (IReadOnlyList<BillLine> lines, Cost cost) = Bill(tariff, milliwattHours);
                bool isBound = lines.Any(line => line.Element == null);
                IReadOnlyList<VatByRate> rates = VatByRate.Of(lines);
                return rates.Sum(rate => rate.ExclMinor) == lines.Sum(line => line.ExclMinor)
                    && rates.Sum(rate => rate.InclMinor) == lines.Sum(line => line.InclMinor)
                    && rates.Select(rate => rate.VatPpm).Distinct().Count() == rates.Count
                    && rates.All(rate => rate.ExclMinor >= 0 && rate.VatMinor == ((rate.ExclMinor * rate.VatPpm!.Value) + 500000) / 1000000)
                    && (isBound
                        ? lines.Sum(line => line.InclMinor) <= cost.TotalIncl.Rounded(decimals)
                        : lines.Sum(line => line.ExclMinor) == cost.TotalExcl.Rounded(decimals));
            });
    }
}
