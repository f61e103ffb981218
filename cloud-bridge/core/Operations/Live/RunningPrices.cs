using CloudBridge.Core.Billing.Previews;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Tariffs.Publishing;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Operations.Live;

/// <summary>Finds the prices of running sessions: by the tariff each began with, and by the engine that bills.</summary>
public sealed class RunningPrices
{
    // A tariff of 32 elements has no more bounds than that in a day.
    private const int StepsMax = 256;
    private const long AheadMs = 86400000;
    private const long MsPerHour = 3600000;

    private readonly TariffBook _tariffs;

    /// <summary>Over the tariffs that were published.</summary>
    public RunningPrices(TariffBook tariffs)
    {
        _tariffs = tariffs;
    }

    /// <summary>The tariff of a running session; null when it has none, or this bridge does not know it.</summary>
    public PublishedTariff? TariffOf(LiveSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.TariffId.Length == 0 ? null : _tariffs.Find(session.TariffId, session.TariffVersion);
    }

    /// <summary>Prices at a reading and the next that differ within a day, when the session goes on at the same power. Null when the
    /// charger has no clock.</summary>
    public static PricesAhead? Of(Tariff tariff, LiveReading reading)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.AtUtcMs == 0 || reading.Session == null)
        {
            return null;
        }

        PriceContext context = new()
        {
            UtcMs = reading.AtUtcMs,
            SessionMs = reading.Session.DurationMs,
            SessionMilliwattHours = reading.Session.EnergyMilliwattHours,
            CurrentMilliamps = reading.CurrentMilliamps,
            PowerMilliwatts = reading.PowerMilliwatts,
        };
        PriceSelection selection = new();
        PriceStep? now = null;
        for (int i = 0; i < StepsMax && context.UtcMs < reading.AtUtcMs + AheadMs; i++)
        {
            PriceSelector.Select(tariff, context, selection);
            PriceStep step = PriceStep.Of(tariff, selection.Packed, context.UtcMs, selection.UntilUtcMs);
            now ??= step;
            if (!now.IsSamePrice(step))
            {
                return new PricesAhead(now, step);
            }

            Advance(context, selection);
        }

        return now == null ? null : new PricesAhead(now, null);
    }

    // To the first instant at which the prices may be others: by the clock, by the session's duration, or by its energy.
    private static void Advance(PriceContext context, PriceSelection selection)
    {
        long stepMs = Math.Min(selection.UntilUtcMs - context.UtcMs, selection.UntilSessionMs - context.SessionMs);
        long energyMilliwattHours = (long)((Int128)context.PowerMilliwatts * stepMs / MsPerHour);
        if (context.PowerMilliwatts > 0 && selection.UntilMilliwattHours - context.SessionMilliwattHours <= energyMilliwattHours)
        {
            energyMilliwattHours = selection.UntilMilliwattHours - context.SessionMilliwattHours;
            stepMs = (long)((((Int128)energyMilliwattHours * MsPerHour) + context.PowerMilliwatts - 1) / context.PowerMilliwatts);
        }

        context.UtcMs += stepMs;
        context.SessionMs += stepMs;
        context.SessionMilliwattHours += energyMilliwattHours;
    }
}

/// <summary>Prices of a running session.</summary>
/// <param name="Now">What holds.</param>
/// <param name="Next">What comes next and when, at the power of now; null when nothing else comes within a day.</param>
public sealed record PricesAhead(PriceStep Now, PriceStep? Next);
