using Firmware.Core.Config;
using Firmware.Core.Flash;
using Firmware.Core.Json;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace Firmware.Tests.Records;

[TestClass]
public class SessionCodecTests
{
    [TestMethod]
    public void A_session_of_64_long_periods_fits_its_record_and_its_message()
    {
        ChargingSession session = Longest();
        RecordWriter writer = new RecordWriter(new byte[SegmentLog.BodyMax]);
        writer.Reset(0);
        SessionCodec.Write(session, true, writer);
        Assert.IsFalse(writer.IsOverflow, writer.Position.ToString());

        JsonWriter json = new JsonWriter(SessionMessage.LengthMax(ChargingSession.PeriodCountMax));
        SessionMessage.Write(json, new AgentConfig().ChargerId, uint.MaxValue, session, new string('f', 32), new string('f', 32));
        Assert.IsFalse(json.IsOverflow, json.Length.ToString());
    }

    [TestMethod]
    public void What_was_written_is_read_again()
    {
        ChargingSession session = Longest();
        byte[] buffer = new byte[SegmentLog.BodyMax];
        RecordWriter writer = new RecordWriter(buffer);
        writer.Reset(0);
        SessionCodec.Write(session, true, writer);
        int length = writer.Position;

        RecordReader reader = new RecordReader();
        reader.Reset(buffer, 0, length);
        ChargingSession read = new ChargingSession();
        Assert.IsTrue(SessionCodec.TryRead(reader, read));
        Assert.IsTrue(reader.IsAtEnd);
        Assert.AreEqual(session.CostInclMicros, read.CostInclMicros);
        Assert.AreEqual(session.ConnectorType, read.ConnectorType);
        Assert.AreEqual(64, read.PeriodCount);
        Assert.AreEqual(session.Periods[63].StartUtcMs, read.Periods[63].StartUtcMs);
        Assert.AreEqual(session.Periods[63].ParkingMs, read.Periods[63].ParkingMs);
        Assert.AreEqual(session.Periods[63].PowerMilliwatts, read.Periods[63].PowerMilliwatts);
    }

    [TestMethod]
    public void A_cut_body_is_not_a_session()
    {
        byte[] buffer = new byte[SegmentLog.BodyMax];
        RecordWriter writer = new RecordWriter(buffer);
        writer.Reset(0);
        SessionCodec.Write(Longest(), true, writer);
        RecordReader reader = new RecordReader();
        for (int length = 0; length < writer.Position; length++)
        {
            reader.Reset(buffer, 0, length);
            Assert.IsFalse(SessionCodec.TryRead(reader, new ChargingSession()), length.ToString());
        }
    }

    [TestMethod]
    public void Periods_priced_alike_are_merged_and_their_sums_stay()
    {
        ChargingSession session = new ChargingSession();
        for (int i = 0; i < 3; i++)
        {
            ChargingPeriod period = session.AddPeriod();
            period.StartUtcMs = 1000 + i;
            period.DurationMs = 100;
            period.EnergyMilliwattHours = 10;
            // The first two share their prices, the third has others.
            period.PackedSelection = i == 2 ? 5 : 4;
        }

        Assert.AreEqual(0, session.MergePeriods());
        Assert.AreEqual(2, session.PeriodCount);
        Assert.AreEqual(200L, session.Periods[0].DurationMs);
        Assert.AreEqual(20L, session.Periods[0].EnergyMilliwattHours);
        Assert.AreEqual(1002L, session.Periods[1].StartUtcMs);
        Assert.AreEqual(-1, session.MergePeriods());
    }

    private static ChargingSession Longest()
    {
        ChargingSession session = new ChargingSession();
        session.Number = 999999;
        session.StartUtcMs = 1767571200123;
        session.EndUtcMs = 1775000000456;
        session.StartQuality = ClockQuality.Relative;
        session.EndQuality = ClockQuality.Synchronised;
        session.RegisterStartMilliwattHours = 900000000000;
        session.RegisterEndMilliwattHours = 901000000000;
        session.EndReason = EndReason.EVDisconnected;
        session.ConnectorType = "IEC_60309_2_single_16";
        session.TariffId = new string('t', 36);
        session.TariffVersion = 99999;
        session.TariffHash = new string('a', 16);
        session.CostExclMicros = 1000000000000;
        session.CostInclMicros = 1200000000000;
        for (int i = 0; i < ChargingSession.PeriodCountMax; i++)
        {
            ChargingPeriod period = session.AddPeriod();
            period.Kind = PeriodKind.Parking;
            period.StartUtcMs = session.StartUtcMs + (i * 100000001L);
            period.DurationMs = 99999999;
            period.ChargingMs = 55555555;
            period.ParkingMs = 44444444;
            period.EnergyMilliwattHours = 15000000;
            period.SubstitutedMilliwattHours = 99999;
            period.CurrentMilliamps = 499999;
            period.PowerMilliwatts = 399999999;
            period.IsMeterLost = true;
        }

        return session;
    }
}
