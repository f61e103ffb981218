using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Stage.Tariffs;
using CsCheck;
using Firmware.Core.Tariffs;

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

    private static (IReadOnlyList<BillLine> Lines, Cost Cost) Bill(int decimals, params TariffElement[] elements)
    {
        return Bill(TariffOf(decimals, elements), 0);
    }

    /// <summary>Uses each element for one second, in their order; the energy goes to whichever element prices it.</summary>
    private static (IReadOnlyList<BillLine> Lines, Cost Cost) Bill(Tariff tariff, long milliwattHours, StatedVat? statedVat = null)
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
