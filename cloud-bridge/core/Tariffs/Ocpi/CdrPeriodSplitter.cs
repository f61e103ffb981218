using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>
/// Cuts the periods of a CDR where the tariff changes inside them, because restrictions hold at each instant (OCPI 2.2.1, 11.4.6): a period
/// is used up evenly, its volumes in proportion to time.
/// </summary>
/// <remarks>Where OCPI is silent: a gap before the first period counts as time of the session in which nothing was used.</remarks>
public sealed class CdrPeriodSplitter
{
    private readonly Tariff _tariff;
    private readonly PriceContext _context = new();
    private readonly PriceSelection _selection = new();
    private readonly List<ChargingPeriod> _parts = [];

    private CdrPeriodSplitter(Tariff tariff)
    {
        _tariff = tariff;
    }

    /// <summary>The session in periods of one selection of prices each, in order of time.</summary>
    public static ChargingPeriod[] Split(Tariff tariff, IEnumerable<ChargingPeriod> periods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        CdrPeriodSplitter splitter = new(tariff);
        foreach (ChargingPeriod period in periods)
        {
            splitter.SplitOne(period);
        }

        return [.. splitter._parts];
    }

    private void SplitOne(ChargingPeriod period)
    {
        ChargingPeriod used = new();
        do
        {
            ChargingPeriod part = NextPart(period, used);
            _parts.Add(part);
            used.DurationMs += part.DurationMs;
            used.EnergyMilliwattHours += part.EnergyMilliwattHours;
            used.ChargingMs += part.ChargingMs;
            used.ParkingMs += part.ParkingMs;
            _context.SessionMs += part.DurationMs;
            _context.SessionMilliwattHours += part.EnergyMilliwattHours;
        }
        while (used.DurationMs < period.DurationMs || used.EnergyMilliwattHours < period.EnergyMilliwattHours);
    }

    private ChargingPeriod NextPart(ChargingPeriod period, ChargingPeriod used)
    {
        _context.UtcMs = period.StartUtcMs + used.DurationMs;
        _context.CurrentMilliamps = period.CurrentMilliamps;
        _context.PowerMilliwatts = period.PowerMilliwatts;
        PriceSelector.Select(_tariff, _context, _selection);

        long endMs = Math.Min(
            period.DurationMs,
            used.DurationMs + Math.Min(_selection.UntilUtcMs - _context.UtcMs, _selection.UntilSessionMs - _context.SessionMs));
        long endMilliwattHours = Share(period.EnergyMilliwattHours, endMs, period.DurationMs);
        long boundMilliwattHours = used.EnergyMilliwattHours + (_selection.UntilMilliwattHours - _context.SessionMilliwattHours);
        if (boundMilliwattHours < endMilliwattHours)
        {
            // The energy decides; the time is that at which it was reached, so that the cut is exact in what is sold.
            endMilliwattHours = boundMilliwattHours;
            endMs = Math.Clamp(Share(period.DurationMs, boundMilliwattHours, period.EnergyMilliwattHours), used.DurationMs, endMs);
        }

        return new ChargingPeriod
        {
            StartUtcMs = _context.UtcMs,
            DurationMs = endMs - used.DurationMs,
            EnergyMilliwattHours = endMilliwattHours - used.EnergyMilliwattHours,
            ChargingMs = Share(period.ChargingMs, endMs, period.DurationMs) - used.ChargingMs,
            ParkingMs = Share(period.ParkingMs, endMs, period.DurationMs) - used.ParkingMs,
            CurrentMilliamps = period.CurrentMilliamps,
            PowerMilliwatts = period.PowerMilliwatts,
            Kind = period.Kind,
            PackedSelection = _selection.Packed,
        };
    }

    /// <summary>Total x part / whole, half up; all of it when the whole is nothing.</summary>
    private static long Share(long total, long part, long whole)
    {
        return whole == 0 ? total : (long)((((Int128)total * part) + (whole / 2)) / whole);
    }
}
