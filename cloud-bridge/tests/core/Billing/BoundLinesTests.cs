using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Core.Tariffs;
using CloudBridge.Tests.Stage.Tariffs;
using CsCheck;
using Firmware.Core.Tariffs;
using static CloudBridge.Tests.Core.Billing.ScriptedLines;

namespace CloudBridge.Tests.Core.Billing;

/// <summary>What a minimum or maximum price changes on a bill, and what a charger's lower amount does.</summary>
[TestClass]
public sealed class BoundLinesTests
{
    [TestMethod]
    public void A_maximum_price_has_a_line_for_each_rate_of_vat()
    {
        // Flat 0.50 (20 %) and 50 kWh x 0.25 (10 %): 13.00 / 14.35, but at most 10.00 / 11.00. 1.00 of VAT on 10.00 is 10 % throughout, so
        // the flat fee goes and the energy is 10.00.
        Tariff tariff = TariffOf(2, Flat(500000, 200000), Energy(250000, 100000));
        tariff.MaxExclMicros = 10000000;
        tariff.MaxInclMicros = 11000000;
        (IReadOnlyList<BillLine> lines, _) = Bill(tariff, 50000000);

        CollectionAssert.AreEqual(new[] { "Flat", "Energy", "MaximumPrice", "MaximumPrice" }, lines.Select(line => line.Kind).ToArray());
        CollectionAssert.AreEqual(new[] { 200000, 100000, 200000, 100000 }, lines.Select(line => line.VatPpm).ToArray());
        CollectionAssert.AreEqual(new long[] { 50, 1250, -50, -250 }, lines.Select(line => line.ExclMinor).ToArray());
        CollectionAssert.AreEqual(new long[] { 10, 125, -10, -25 }, lines.Select(line => line.VatMinor).ToArray());
    }

    [TestMethod]
    public void A_maximum_price_that_its_rates_do_not_decide_is_divided_in_proportion()
    {
        // Flat 4.00 (20 %) and 80 kWh x 0.20 (20 %) and one of 4.00 (10 %): 24.00 / 28.40; at most 12.00 / 14.20 is half of it: 10.00 at
        // 20 % and 2.00 at 10 %.
        Tariff tariff = TariffOf(2, Flat(4000000, 200000), Energy(200000, 200000), Flat(4000000, 100000));
        tariff.MaxExclMicros = 12000000;
        tariff.MaxInclMicros = 14200000;
        (IReadOnlyList<BillLine> lines, _) = Bill(tariff, 80000000);

        CollectionAssert.AreEqual(
            new VatByRate[] { new(100000, 200, 20), new(200000, 1000, 200) }, VatByRate.Of(lines).ToArray());
    }

    [TestMethod]
    // 1.00 at 20 %: at most 0.80 / 1.10 contradict each other, 0.80 is 0.96: the net bound holds. At most 0.80 / 0.90: 0.90 is 0.75 + 0.15.
    [DataRow(800000, 1100000, 80, 16)]
    [DataRow(800000, 900000, 75, 15)]
    public void Of_a_maximum_that_contradicts_the_rate_the_lower_holds(int exclMicros, int inclMicros, int excl, int vat)
    {
        Tariff tariff = TariffOf(2, Flat(1000000, 200000));
        tariff.MaxExclMicros = exclMicros;
        tariff.MaxInclMicros = inclMicros;
        (IReadOnlyList<BillLine> lines, _) = Bill(tariff, 0);

        CollectionAssert.AreEqual(new VatByRate[] { new(200000, excl, vat) }, VatByRate.Of(lines).ToArray());
    }

    [TestMethod]
    public void Rounding_never_carries_the_gross_over_the_maximum()
    {
        // 10.00 at 50 %; at most 1.005 / 1.5075: 1.01 + 0.505 -> 0.51 would be 1.52, and 1.51 is the most: 1.00 + 0.50.
        Tariff tariff = TariffOf(2, Flat(10000000, 500000));
        tariff.MaxExclMicros = 1005000;
        tariff.MaxInclMicros = 1507500;
        (IReadOnlyList<BillLine> lines, _) = Bill(tariff, 0);

        CollectionAssert.AreEqual(new VatByRate[] { new(500000, 100, 50) }, VatByRate.Of(lines).ToArray());
    }

    [TestMethod]
    public void A_minimum_price_of_a_session_without_any_line_has_the_tariffs_rate()
    {
        Tariff tariff = TariffOf(2, Energy(250000, 190000));
        tariff.MinExclMicros = 1000000;
        tariff.MinInclMicros = 1190000;
        (IReadOnlyList<BillLine> lines, _) = Bill(tariff, 0);

        CollectionAssert.AreEqual(new VatByRate[] { new(190000, 100, 19) }, VatByRate.Of(lines).ToArray());
    }

    [TestMethod]
    public void A_bound_over_0_percent_and_absent_vat_is_divided_in_proportion()
    {
        // 1.00 with 0 % and 2.00 without any; at most 1.50 / 1.60 is half of each.
        const string Elements = """
            { "price_components": [ { "type": "FLAT", "price": 1, "vat": 0, "step_size": 1 } ], "restrictions": { "max_duration": 1 } },
            { "price_components": [ { "type": "FLAT", "price": 2, "step_size": 1 } ] }
            """;
        Tariff tariff = TariffOf(2, Flat(1000000, 0), Flat(2000000, 0));
        tariff.MaxExclMicros = 1500000;
        tariff.MaxInclMicros = 1600000;
        (IReadOnlyList<BillLine> lines, _) = Bill(tariff, 0, StatedVat.Of(OcpiText.Tariff(Elements)));

        Assert.AreEqual(
            "0\u00a0%: 50 + 0, no VAT: 100 + 0",
            string.Join(", ", VatByRate.Of(lines).Select(rate => $"{rate.Words()}: {rate.ExclMinor} + {rate.VatMinor}")));
    }

    [TestMethod]
    public void A_minimum_price_is_a_line_of_its_own()
    {
        // 1 kWh x 0.25 (10 %) = 0.25 / 0.275, but at least 0.50 / 0.55. Exact VAT 0.025 + 0.025: the first gets the cent of 0.05 that is
        // left.
        Tariff tariff = TariffOf(2, Energy(250000, 100000));
        tariff.MinExclMicros = 500000;
        tariff.MinInclMicros = 550000;
        (IReadOnlyList<BillLine> lines, _) = Bill(tariff, 1000000);

        CollectionAssert.AreEqual(new[] { "Energy", "MinimumPrice" }, lines.Select(line => line.Kind).ToArray());
        CollectionAssert.AreEqual(new long[] { 25, 25 }, lines.Select(line => line.ExclMinor).ToArray());
        CollectionAssert.AreEqual(new long[] { 3, 2 }, lines.Select(line => line.VatMinor).ToArray());
    }

    [TestMethod]
    public void A_minimum_price_only_adds_and_its_vat_fits_both_bounds()
    {
        // Flat 0.50 (20 %), 1 kWh x 0.25 (10 %), flat 1.00 (20 %): 1.50 at 20 % and 0.25 at 10 %. At least 3.00 / 3.50: 0.50 of VAT on 3.00
        // are 2.00 at 20 % and 1.00 at 10 %.
        Tariff tariff = TariffOf(2, Flat(500000, 200000), Energy(250000, 100000), Flat(1000000, 200000));
        tariff.MinExclMicros = 3000000;
        tariff.MinInclMicros = 3500000;
        (IReadOnlyList<BillLine> lines, _) = Bill(tariff, 1000000);

        CollectionAssert.AreEqual(
            new VatByRate[] { new(100000, 100, 10), new(200000, 200, 40) }, VatByRate.Of(lines).ToArray());
    }

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
                TariffElement[] elements = [.. components.Select((c, i) => i == 0 ? Energy(c.Price, c.Vat) : Flat(c.Price, c.Vat))];
                Tariff tariff = TariffOf(decimals, elements);
                SessionPricer pricer = Price(tariff, milliwattHours, out Cost cost);
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

    [TestMethod]
    public void Bounds_that_fit_the_rates_are_met_to_the_cent()
    {
        // A session of up to six prices at up to four rates, and a bound that is a part or a multiple of its own net and gross: every rate
        // can have its share of both. So the bill is the bound, but for half a cent of each rate's VAT, and never above a maximum.
        Gen<(long Price, int Vat)> component = Gen.Select(Gen.Long[1000000, 20000000], RandomTariff.Pick<int>([0, 70000, 190000, 250000]));
        Gen.Select(component.Array[1, 6], Gen.Int[20, 300]).Sample((components, percent) =>
        {
            Tariff tariff = TariffOf(2, [.. components.Select(c => Flat(c.Price, c.Vat))]);
            long excl = components.Sum(c => c.Price) * percent / 100;
            long incl = components.Sum(c => c.Price + (c.Price * c.Vat / 1000000)) * percent / 100;
            bool isMaximum = percent < 100;
            (tariff.MinExclMicros, tariff.MinInclMicros) = isMaximum ? (0, 0) : (excl, incl);
            (tariff.MaxExclMicros, tariff.MaxInclMicros) = isMaximum ? (excl, incl) : (long.MaxValue, long.MaxValue);
            (IReadOnlyList<BillLine> lines, Cost cost) = Bill(tariff, 0);

            IReadOnlyList<VatByRate> rates = VatByRate.Of(lines);
            long net = lines.Sum(line => line.ExclMinor);
            long gross = lines.Sum(line => line.InclMinor);
            Assert.IsTrue(Math.Abs(net - cost.TotalExcl.Rounded(2)) <= rates.Count, $"net {net}, bound {excl}");
            Assert.IsTrue(Math.Abs(gross - cost.TotalIncl.Rounded(2)) <= 1 + rates.Count, $"gross {gross}, bound {incl}");
            Assert.IsTrue(!isMaximum || gross <= cost.TotalIncl.Rounded(2), $"gross {gross} is above {incl}");
            Assert.IsTrue(rates.All(rate => rate.VatMinor == ((rate.ExclMinor * rate.VatPpm!.Value) + 500000) / 1000000));
        });
    }

    [TestMethod]
    public void A_minimum_is_no_most()
    {
        // 0.10 at 10 % and 0.20 at 30 %, at least 0.90 / 1.08: 0.45 at each rate, 0.045 -> 0.05 and 0.135 -> 0.14 are 1.09. A cent less of
        // net, to come below 1.08, would miss both bounds.
        Tariff tariff = TariffOf(2, Flat(100000, 100000), Flat(200000, 300000));
        tariff.MinExclMicros = 900000;
        tariff.MinInclMicros = 1080000;
        (IReadOnlyList<BillLine> lines, _) = Bill(tariff, 0);

        CollectionAssert.AreEqual(new VatByRate[] { new(100000, 45, 5), new(300000, 45, 14) }, VatByRate.Of(lines).ToArray());
    }
}
