using Firmware.Core.Flash;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace Firmware.Core.Records;

/// <summary>
/// A session as the body of a journal record. It is also what the authentication code is computed over, so the bridge builds the same
/// bytes from the message: the layout is part of the contract.
/// </summary>
public static class SessionCodec
{
    private const int KindMask = 3;
    private const int MeterLostFlag = 4;
    private const int HasTimesFlag = 8;

    /// <summary>Writes a session; without details its totals remain and it says that it is truncated.</summary>
    public static void Write(ChargingSession session, bool withDetails, RecordWriter writer)
    {
        int periodCount = withDetails ? session.PeriodCount : 0;
        bool isTruncated = session.IsTruncated || periodCount < session.PeriodCount;
        writer.Unsigned(session.Number);
        writer.Unsigned(session.StartUtcMs);
        writer.Unsigned(session.EndUtcMs);
        writer.Byte((int)session.StartQuality | ((int)session.EndQuality << 2) | (isTruncated ? 16 : 0));
        writer.Unsigned(session.RegisterStartMilliwattHours);
        writer.Unsigned(session.RegisterEndMilliwattHours);
        writer.Byte((int)session.EndReason);
        writer.Byte(ConnectorType.CodeOf(session.ConnectorType));
        writer.Text(session.TariffId);
        writer.Unsigned(session.TariffVersion);
        writer.Text(session.TariffHash);
        writer.Signed(session.CostExclMicros);
        writer.Signed(session.CostInclMicros);
        writer.Byte(periodCount);
        long expectedUtcMs = session.StartUtcMs;
        for (int i = 0; i < periodCount; i++)
        {
            WritePeriod(session.Periods[i], expectedUtcMs, writer);
            expectedUtcMs = session.Periods[i].StartUtcMs + session.Periods[i].DurationMs;
        }
    }

    /// <summary>Reads a whole session; false when the bytes are not one.</summary>
    public static bool TryRead(RecordReader reader, ChargingSession session)
    {
        session.Clear();
        session.Number = reader.Unsigned();
        session.StartUtcMs = reader.Unsigned();
        session.EndUtcMs = reader.Unsigned();
        int flags = reader.Byte();
        session.StartQuality = (ClockQuality)(flags & 3);
        session.EndQuality = (ClockQuality)((flags >> 2) & 3);
        session.IsTruncated = (flags & 16) != 0;
        session.RegisterStartMilliwattHours = reader.Unsigned();
        session.RegisterEndMilliwattHours = reader.Unsigned();
        session.EndReason = (EndReason)reader.Byte();
        session.ConnectorType = ConnectorType.NameOf(reader.Byte());
        session.TariffId = reader.Text();
        session.TariffVersion = (int)reader.Unsigned();
        session.TariffHash = reader.Text();
        session.CostExclMicros = reader.Signed();
        session.CostInclMicros = reader.Signed();
        int count = reader.Byte();
        if (reader.IsBroken || count > ChargingSession.PeriodCountMax)
        {
            return false;
        }

        long expectedUtcMs = session.StartUtcMs;
        for (int i = 0; i < count; i++)
        {
            ChargingPeriod period = session.AddPeriod();
            ReadPeriod(period, expectedUtcMs, reader);
            expectedUtcMs = period.StartUtcMs + period.DurationMs;
        }

        return !reader.IsBroken;
    }

    /// <summary>Writes one period; its start is kept as the distance from where it is expected, which is mostly 0.</summary>
    public static void WritePeriod(ChargingPeriod period, long expectedUtcMs, RecordWriter writer)
    {
        bool hasTimes = period.ChargingMs != TimeOf(period, PeriodKind.Charging) || period.ParkingMs != TimeOf(period, PeriodKind.Parking);
        writer.Byte((int)period.Kind | (period.IsMeterLost ? MeterLostFlag : 0) | (hasTimes ? HasTimesFlag : 0));
        writer.Signed(period.StartUtcMs - expectedUtcMs);
        writer.Unsigned(period.DurationMs);
        if (hasTimes)
        {
            writer.Unsigned(period.ChargingMs);
            writer.Unsigned(period.ParkingMs);
        }

        writer.Unsigned(period.EnergyMilliwattHours);
        writer.Unsigned(period.SubstitutedMilliwattHours);
        writer.Unsigned(period.CurrentMilliamps);
        writer.Unsigned(period.PowerMilliwatts);
    }

    /// <summary>Reads one period.</summary>
    public static void ReadPeriod(ChargingPeriod period, long expectedUtcMs, RecordReader reader)
    {
        int flags = reader.Byte();
        period.Kind = (PeriodKind)(flags & KindMask);
        period.IsMeterLost = (flags & MeterLostFlag) != 0;
        period.StartUtcMs = expectedUtcMs + reader.Signed();
        period.DurationMs = reader.Unsigned();
        bool hasTimes = (flags & HasTimesFlag) != 0;
        period.ChargingMs = hasTimes ? reader.Unsigned() : TimeOf(period, PeriodKind.Charging);
        period.ParkingMs = hasTimes ? reader.Unsigned() : TimeOf(period, PeriodKind.Parking);
        period.EnergyMilliwattHours = reader.Unsigned();
        period.SubstitutedMilliwattHours = reader.Unsigned();
        period.CurrentMilliamps = reader.Unsigned();
        period.PowerMilliwatts = reader.Unsigned();
    }

    private static long TimeOf(ChargingPeriod period, PeriodKind kind)
    {
        return period.Kind == kind ? period.DurationMs : 0;
    }
}
