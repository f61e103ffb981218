using Firmware.Core.Tariffs;

namespace Firmware.Tests.Tariffs;

/// <summary>A session told in whole minutes; each minute is a period of its own, so that each is looked up by itself.</summary>
public sealed class SessionScript
{
    private const int MinuteCountMax = 600;
    private const long MsPerMinute = 60000;

    private readonly Tariff _tariff;
    private readonly ChargingPeriod[] _periods = new ChargingPeriod[MinuteCountMax];
    private long _utcMs;
    private int _count;
    private int _milliamps = 16000;
    private long _milliwatts = 11000000;

    /// <summary>A session that begins at an instant.</summary>
    public SessionScript(Tariff tariff, long startUtcMs)
    {
        _tariff = tariff;
        _utcMs = startUtcMs;
    }

    /// <summary>Current and power of the charging that follows.</summary>
    public SessionScript With(int milliamps, long milliwatts)
    {
        _milliamps = milliamps;
        _milliwatts = milliwatts;
        return this;
    }

    /// <summary>Charges so much energy evenly in so many minutes.</summary>
    public SessionScript Charge(int minutes, long wattHours)
    {
        long milliwattHours = wattHours * 1000;
        for (int i = 0; i < minutes; i++)
        {
            ChargingPeriod period = AddMinute(PeriodKind.Charging);
            period.ChargingMs = MsPerMinute;
            period.EnergyMilliwattHours = (milliwattHours * (i + 1) / minutes) - (milliwattHours * i / minutes);
            period.CurrentMilliamps = _milliamps;
            period.PowerMilliwatts = _milliwatts;
        }

        return this;
    }

    /// <summary>Parks for so many minutes.</summary>
    public SessionScript Park(int minutes)
    {
        for (int i = 0; i < minutes; i++)
        {
            AddMinute(PeriodKind.Parking).ParkingMs = MsPerMinute;
        }

        return this;
    }

    /// <summary>Waits for the charger for so many minutes.</summary>
    public SessionScript Wait(int minutes)
    {
        for (int i = 0; i < minutes; i++)
        {
            AddMinute(PeriodKind.Waiting);
        }

        return this;
    }

    /// <summary>The cost of the session.</summary>
    public Cost Price()
    {
        Cost cost = new Cost();
        new SessionPricer().Price(_tariff, _periods, _count, cost);
        return cost;
    }

    private ChargingPeriod AddMinute(PeriodKind kind)
    {
        ChargingPeriod period = new ChargingPeriod { StartUtcMs = _utcMs, DurationMs = MsPerMinute, Kind = kind };
        _utcMs += MsPerMinute;
        _periods[_count] = period;
        _count++;
        return period;
    }
}
