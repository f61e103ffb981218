using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Promises;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Billing.Previews;

/// <summary>What a tariff would cost, by the engine that bills: nothing here is an approximation of it. Not thread-safe.</summary>
public sealed class TariffPreview
{
    private const long MsPerMinute = 60000;
    private static readonly Duration Ahead = Duration.FromDays(60);

    private readonly Tariff _device;
    private readonly StatedVat _statedVat;
    private readonly SessionPricer _pricer = new();
    private readonly Cost _cost = new();

    /// <summary>Previews a tariff in a zone for sessions that begin within a week from an instant on.</summary>
    public TariffPreview(OcpiTariff tariff, DateTimeZone zone, Instant from)
    {
        bool isCompiled = DeviceTariffCompiler.TryCompile(
            tariff,
            zone,
            new Interval(from, from + Ahead),
            1,
            out Tariff? device,
            out IReadOnlyList<TariffDefect> defects);
        Guard.IsTrue(isCompiled, "a tariff that was read gives a device form: " + string.Join("; ", defects));
        _device = device!;
        _statedVat = StatedVat.Of(tariff);
    }

    /// <summary>Previews a tariff as it was published, for as long as its local time reaches.</summary>
    public TariffPreview(Tariff device)
    {
        _device = device;
        _statedVat = StatedVat.Everywhere;
    }

    /// <summary>The device form it prices with.</summary>
    public Tariff Device => _device;

    /// <summary>What a session costs that begins at an instant (unix ms), takes what was wished and ends.</summary>
    public PreviewedCost CostAt(ChargeWish wish, long startUtcMs)
    {
        ArgumentNullException.ThrowIfNull(wish);
        Price(wish, startUtcMs);
        IReadOnlyList<BillLine> lines = BillLines.Of(_device, _pricer.Calculator, _cost, _statedVat);
        return new PreviewedCost(
            startUtcMs,
            startUtcMs + wish.DurationMs,
            _device.Currency,
            _device.CurrencyDecimals,
            lines.Sum(line => line.ExclMinor),
            lines.Sum(line => line.InclMinor),
            lines);
    }

    /// <summary>What a session of these periods costs including VAT, in micro-units.</summary>
    public long InclMicrosOf(ChargingPeriod[] periods)
    {
        Price(periods);
        return _cost.TotalIncl.Micros;
    }

    /// <summary>The whole minute to begin at that costs least including VAT, the earliest where several do; all of it lies between two
    /// instants (unix ms). Null when that is too short.</summary>
    public PreviewedCost? Cheapest(ChargeWish wish, long fromUtcMs, long untilUtcMs)
    {
        ArgumentNullException.ThrowIfNull(wish);
        long? bestUtcMs = null;
        (long Minor, long Micros) best = (long.MaxValue, long.MaxValue);
        // Each minute by the engine itself: steps, thresholds and bounds make shortcuts wrong, and a day has but 1,440.
        for (
            long startUtcMs = (fromUtcMs + MsPerMinute - 1) / MsPerMinute * MsPerMinute;
            startUtcMs + wish.DurationMs <= untilUtcMs;
            startUtcMs += MsPerMinute)
        {
            Price(wish, startUtcMs);
            // What is shown is the bill's gross, which follows the VAT of each rate: that decides, and what is exact between equals.
            IReadOnlyList<BillLine> lines = BillLines.Of(_device, _pricer.Calculator, _cost, _statedVat);
            (long Minor, long Micros) cost = (lines.Sum(line => line.InclMinor), _cost.TotalIncl.Micros);
            if (cost.CompareTo(best) < 0)
            {
                (bestUtcMs, best) = (startUtcMs, cost);
            }
        }

        return bestUtcMs == null ? null : CostAt(wish, bestUtcMs.Value);
    }

    /// <summary>The prices between two instants (unix ms) for a session that has just begun and draws this power.</summary>
    public IReadOnlyList<PriceStep> Curve(ChargeWish wish, long fromUtcMs, long untilUtcMs)
    {
        ArgumentNullException.ThrowIfNull(wish);
        List<PriceStep> steps = [];
        PriceSelection selection = new();
        PriceContext context = new()
        {
            UtcMs = fromUtcMs,
            CurrentMilliamps = wish.CurrentMilliamps,
            PowerMilliwatts = wish.PowerMilliwatts,
        };
        while (context.UtcMs < untilUtcMs)
        {
            PriceSelector.Select(_device, context, selection);
            PriceStep step = PriceStep.Of(_device, selection.Packed, context.UtcMs, Math.Min(selection.UntilUtcMs, untilUtcMs));
            if (steps.Count > 0 && steps[^1].IsSamePrice(step))
            {
                steps[^1] = steps[^1] with { UntilUtcMs = step.UntilUtcMs };
            }
            else
            {
                steps.Add(step);
            }

            context.UtcMs = step.UntilUtcMs;
        }

        return steps;
    }

    private void Price(ChargeWish wish, long startUtcMs)
    {
        ChargingPeriod whole = new()
        {
            StartUtcMs = startUtcMs,
            DurationMs = wish.DurationMs,
            ChargingMs = wish.DurationMs,
            EnergyMilliwattHours = wish.EnergyMilliwattHours,
            CurrentMilliamps = wish.CurrentMilliamps,
            PowerMilliwatts = wish.PowerMilliwatts,
            Kind = PeriodKind.Charging,
        };
        Price([whole]);
    }

    private void Price(ChargingPeriod[] periods)
    {
        ChargingPeriod[] parts = CdrPeriodSplitter.Split(_device, periods);
        _pricer.Price(_device, parts, parts.Length, _cost);
    }
}

/// <summary>What a session would cost.</summary>
/// <param name="StartUtcMs">Its start, unix ms.</param>
/// <param name="EndUtcMs">Its end, unix ms.</param>
/// <param name="Currency">Currency by ISO 4217.</param>
/// <param name="CurrencyDecimals">Decimals of its minor unit.</param>
/// <param name="TotalExclMinor">Total excluding VAT, in minor units, rounded once.</param>
/// <param name="TotalInclMinor">Total including VAT, in minor units: net and the VAT of each rate.</param>
/// <param name="Lines">The lines of its bill.</param>
public sealed record PreviewedCost(
    long StartUtcMs,
    long EndUtcMs,
    string Currency,
    int CurrencyDecimals,
    long TotalExclMinor,
    long TotalInclMinor,
    IReadOnlyList<BillLine> Lines);
