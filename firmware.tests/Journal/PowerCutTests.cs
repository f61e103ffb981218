using Firmware.Core.Ports;
using Firmware.Tests.Fakes;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Journal;

/// <summary>The power is cut at every byte that two whole sessions write to flash; after each cut the agent goes on.</summary>
[TestClass]
public class PowerCutTests
{
    private const int TickMs = 100;
    private const int OutageMs = 5000;
    private const long LengthMs = 420000;

    // 2.3 kW for the 60 s between two checkpoints, and a tick.
    private const long ShortfallMaxMilliwattHours = 38400;

    private static long _meteredMilliwattHours;

    [TestMethod]
    public void No_cut_loses_a_session_or_bills_too_much()
    {
        TestCharger whole = Run(long.MaxValue);
        long byteCount = whole.Board.FakeFlash.BytesWritten;
        Check(whole, "no cut", true);

        // Every byte, not a sample: a cut that hurts may be at one place only.
        for (long cut = 0; cut < byteCount; cut++)
        {
            Check(Run(cut), "cut at byte " + cut.ToString() + " of " + byteCount.ToString(), false);
        }

        Assert.IsTrue(byteCount > 1000, "the sessions write enough to be worth cutting");
    }

    private static TestCharger Run(long bytesUntilCut)
    {
        TestCharger charger = new TestCharger();
        charger.Board.FakeFlash.BytesUntilCut = bytesUntilCut;
        _meteredMilliwattHours = 0;
        long registerMilliwattHours = charger.Agent.Meter.RegisterMilliwattHours;
        WholeSessionTests.PutTariff(charger, 300000);
        for (long atMs = 0; atMs < LengthMs; atMs += TickMs)
        {
            Play(charger, atMs);
            charger.Run(TickMs);
            long nowMilliwattHours = charger.Agent.Meter.RegisterMilliwattHours;
            _meteredMilliwattHours += nowMilliwattHours - registerMilliwattHours;
            registerMilliwattHours = nowMilliwattHours;
            if (charger.Board.FakeFlash.IsCut)
            {
                charger.CutPower(OutageMs);
                registerMilliwattHours = charger.Agent.Meter.RegisterMilliwattHours;
                if (charger.Agent.Tariffs.Current == null)
                {
                    // The broker keeps the tariff and sends it again on each connection.
                    WholeSessionTests.PutTariff(charger, 300000);
                }
            }
        }

        charger.Run(60000);
        return charger;
    }

    private static void Play(TestCharger charger, long atMs)
    {
        switch (atMs)
        {
            case 10000:
                charger.Plug();
                charger.Draw(10000);
                break;
            case 90000:
                charger.Board.Lines |= ConnectorInputs.OverTemperature;
                break;
            case 95000:
                charger.Board.Lines &= ~ConnectorInputs.OverTemperature;
                break;
            case 180000:
                charger.Draw(0);
                break;
            case 200000:
                charger.Unplug();
                break;
            case 220000:
                WholeSessionTests.PutTariff(charger, 400000);
                break;
            case 230000:
                charger.Plug();
                charger.Draw(10000);
                break;
            case 400000:
                charger.Unplug();
                break;
        }
    }

    private static void Check(TestCharger charger, string name, bool isWhole)
    {
        TestBridge bridge = charger.Bridge;
        Assert.IsFalse(bridge.HasConflict, name + ": a record came again with another content");
        Assert.AreEqual(0, charger.Agent.Outbox.WaitingCount, name + ": a record has no receipt");
        Assert.AreEqual((int)charger.Agent.Outbox.NextSequence - 1, bridge.RecordCount, name + ": the sequence has gaps");

        long billedMilliwattHours = 0;
        long sessionNumber = 0;
        for (long sequence = 1; sequence <= bridge.RecordCount; sequence++)
        {
            string record = bridge.Record(sequence);
            if (record.Contains("\"sessionId\""))
            {
                sessionNumber++;
                Assert.AreEqual(
                    sessionNumber.ToString(),
                    FakeLink.MemberOf(record, "sessionNumber"),
                    name + ": sessions are numbered without gaps");
                billedMilliwattHours +=
                    long.Parse(FakeLink.MemberOf(record, "registerEndMilliwattHours"))
                    - long.Parse(FakeLink.MemberOf(record, "registerStartMilliwattHours"));
            }
        }

        Assert.IsTrue(sessionNumber == 2 || (!isWhole && sessionNumber == 3), name + ": " + sessionNumber.ToString() + " sessions");
        Assert.IsTrue(
            billedMilliwattHours <= _meteredMilliwattHours,
            name + ": billed " + billedMilliwattHours.ToString() + ", more than the metered " + _meteredMilliwattHours.ToString());
        Assert.IsTrue(
            billedMilliwattHours >= _meteredMilliwattHours - ShortfallMaxMilliwattHours,
            name
                + ": billed "
                + billedMilliwattHours.ToString()
                + ", more than a checkpoint below the metered "
                + _meteredMilliwattHours.ToString());
    }
}
