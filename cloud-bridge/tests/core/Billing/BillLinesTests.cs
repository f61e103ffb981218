using CloudBridge.Core.Billing.Bills;
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
    public void A_maximum_price_is_a_line_of_its_own()
    {
        // Flat 0.50 (20 %) and 50 kWh x 0.25 (10 %): 13.00 / 14.35, but at most 10.00 / 11.00.
        Tariff tariff = TariffOf(2, Flat(500000, 200000), Energy(250000, 100000));
        tariff.MaxExclMicros = 10000000;
        tariff.MaxInclMicros = 11000000;
        (IReadOnlyList<BillLine> lines, _) = Bill(tariff, 50000000);

        CollectionAssert.AreEqual(new[] { "Flat", "Energy", "MaximumPrice" }, lines.Select(line => line.Kind).ToArray());
        CollectionAssert.AreEqual(new long[] { 50, 1250, -300 }, lines.Select(line => line.ExclMinor).ToArray());
        // VAT 0.10 + 1.25 = 1.35 becomes 1.00.
        CollectionAssert.AreEqual(new long[] { 10, 125, -35 }, lines.Select(line => line.VatMinor).ToArray());
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
    public void Vat_is_added_up_by_rate_and_a_bound_has_none()
    {
        // Flat 0.50 (20 %), 1 kWh x 0.25 (10 %), flat 1.00 (20 %): 20 %: 1.50 + 0.30, 10 %: 0.25 + 0.025; 1.75 / 2.075. At least 3.00 /
        // 3.50 adds 1.25 and VAT
        // 0.175. Cents of VAT, 0.50 in all: 0.10, 0.02, 0.20, 0.17 and one left; of the equal remainders 0.005 the first, that of 10 %,
        // gets it.
        Tariff tariff = TariffOf(2, Flat(500000, 200000), Energy(250000, 100000), Flat(1000000, 200000));
        tariff.MinExclMicros = 3000000;
        tariff.MinInclMicros = 3500000;
        (IReadOnlyList<BillLine> lines, _) = Bill(tariff, 1000000);

        CollectionAssert.AreEqual(
            new VatByRate[] { new(100000, 25, 3), new(200000, 150, 30), new(null, 125, 17) }, VatByRate.Of(lines).ToArray());
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
                long excl = cost.TotalExcl.Rounded(decimals);
                long vat = cost.TotalIncl.Rounded(decimals) - excl;
                IReadOnlyList<VatByRate> rates = VatByRate.Of(lines);
                return lines.Sum(line => line.ExclMinor) == excl
                    && lines.Sum(line => line.VatMinor) == vat
                    && rates.Sum(rate => rate.ExclMinor) == excl
                    && rates.Sum(rate => rate.VatMinor) == vat
                    && rates.Sum(rate => rate.InclMinor) == excl + vat
                    && rates.Select(rate => rate.VatPpm).Distinct().Count() == rates.Count;
            });
    }

    private static (IReadOnlyList<BillLine> Lines, Cost Cost) Bill(int decimals, params TariffElement[] elements)
    {
        return Bill(TariffOf(decimals, elements), 0);
    }

    /// <summary>Uses each element for one second, in their order; the energy goes to whichever element prices it.</summary>
    private static (IReadOnlyList<BillLine> Lines, Cost Cost) Bill(Tariff tariff, long milliwattHours)
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
        Cost cost = new();
        pricer.Price(tariff, periods, periods.Length, cost);
        return (BillLines.Of(tariff, pricer.Calculator, cost), cost);
    }

    private static Tariff TariffOf(int decimals, params TariffElement[] elements)
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

    private static TariffElement Flat(long priceMicros, int vatPpm)
    {
        return new TariffElement { FlatPriceMicros = priceMicros, FlatVatPpm = vatPpm };
    }

    private static TariffElement Energy(long priceMicros, int vatPpm)
    {
        return new TariffElement { EnergyPriceMicros = priceMicros, EnergyVatPpm = vatPpm };
    }
}
