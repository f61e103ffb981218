using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Tests.Stage;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Src.Fuzz;

[TestClass]
public sealed class TariffFuzzTests
{
    private const int PublishedMax = 200;

    private readonly SessionPricer _pricer = new();
    private readonly Cost _cost = new();
    private readonly ChargingSession[] _sessions =
    [
        Corpus.Session(1, 1, null),
        Corpus.Session(2, 9, null),
        Corpus.Session(3, ChargingSession.PeriodCountMax, null),
    ];

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task A_mutated_tariff_is_refused_with_a_reason_or_prices_every_session()
    {
        // One of five is a tariff: half of them the operator's OCPI text, half the form that chargers get.
        int count = FuzzSettings.Count / 5;
        FuzzSettings.Announce(count);
        Mutator mutator = new(FuzzSettings.Seed, [.. Corpus.Tariffs.Concat(Corpus.DeviceTariffs).Select(tariff => tariff.Json)]);
        await using FuzzBridge bridge = new();
        (int refused, int accepted, int published) = (0, 0, 0);
        for (int i = 0; i < count; i++)
        {
            bool isOcpi = i % 2 == 0;
            byte[] mutant = mutator.Damage(mutator.Pick(isOcpi ? Corpus.Tariffs : Corpus.DeviceTariffs).Json);
            Tariff? tariff = isOcpi ? Compiled(mutant) : Read(mutant);
            refused += tariff == null ? 1 : 0;
            accepted += tariff == null ? 0 : 1;
            if (tariff == null)
            {
                continue;
            }

            PriceAll(tariff);
            if (isOcpi && published < PublishedMax)
            {
                published++;
                Assert.IsNotNull(
                    bridge.Tariffs.Publish(mutant, "Europe/Berlin", Instant.FromUtc(2026, 1, 1, 0, 0), TariffBook.EveryCharger, out _));
            }
        }

        Console.WriteLine($"{count} mutants: {refused} refused with a reason, {accepted} usable, of which {published} were published");
        Assert.AreEqual(count, refused + accepted);
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.AreEqual("", string.Join("\n", bridge.Verify().Defects));
    }

    private static Tariff? Compiled(byte[] mutant)
    {
        Tariff? device = null;
        bool isRead =
            OcpiTariffReader.TryRead(mutant, out OcpiTariff? tariff, out IReadOnlyList<TariffDefect> defects)
            && DeviceTariffCompiler.TryCompile(
                tariff!,
                DateTimeZoneProviders.Tzdb["Europe/Berlin"],
                Instant.FromUtc(2026, 1, 1, 0, 0),
                1,
                out device,
                out defects);
        Assert.AreEqual(isRead, defects.Count == 0, "refused if and only if there is a reason");
        if (isRead)
        {
            // Readable, and refused where it is to be published.
            defects = TariffBounds.FindDefects(tariff!);
        }

        Assert.IsTrue(defects.All(defect => defect.Reason.Length > 0));
        return defects.Count == 0 ? device : null;
    }

    private static Tariff? Read(byte[] mutant)
    {
        bool isRead = DeviceTariffJson.TryRead(mutant, out Tariff? tariff, out string? defect);
        Assert.AreEqual(isRead, string.IsNullOrEmpty(defect), "refused if and only if there is a reason");
        return tariff;
    }

    private void PriceAll(Tariff tariff)
    {
        foreach (ChargingSession session in _sessions)
        {
            _pricer.Price(tariff, session.Periods, session.PeriodCount, _cost);
            IReadOnlyList<BillLine> lines = BillLines.Of(tariff, _pricer.Calculator, _cost, StatedVat.Everywhere);
            long excl = _cost.TotalExcl.Rounded(tariff.CurrencyDecimals);
            bool isBound = tariff.MinExclMicros > 0 || tariff.MinInclMicros > 0
                || tariff.MaxExclMicros != long.MaxValue || tariff.MaxInclMicros != long.MaxValue;
            long net = lines.Sum(line => line.ExclMinor);
            Assert.IsTrue(isBound ? net <= excl : net == excl, $"net {net}, {excl}: {string.Join(", ", lines)}");
            Assert.IsTrue(VatByRate.Of(lines).All(rate =>
                rate.VatMinor == ((rate.ExclMinor * (Int128)(rate.VatPpm ?? 0)) + 500000) / 1000000));
        }
    }
}
