using System;
using Firmware.Core;
using Firmware.Core.Connector;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;

namespace Firmware.Tests.Scenarios;

/// <summary>Measured on .NET, where the runtime counts bytes; the device's runtime has no such counter.</summary>
[TestClass]
public class AllocationTests
{
    private const int TickCount = 10000;

    [TestMethod]
    [DataRow(0, DisplayName = "available")]
    [DataRow(1, DisplayName = "charging, with checkpoints and live values")]
    [DataRow(2, DisplayName = "parked")]
    public void A_tick_allocates_nothing(int state)
    {
        TestCharger charger = Prepared(state);
        charger.Board.FakeLink.IsBlind = true;
        charger.Board.FakeFlash.IsBlind = true;
        // The first pass compiles what is run; the second is measured.
        charger.Run(200000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        charger.Run(TickCount * 100);
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.AreEqual(0L, after - before);
    }

    [TestMethod]
    public void A_tick_of_a_session_that_somebody_looks_at_allocates_nothing()
    {
        TestCharger charger = Prepared(1);
        charger.Board.FakeLink.IsBlind = true;
        charger.Board.FakeFlash.IsBlind = true;
        Watch(charger);
        charger.Run(200000);
        Watch(charger);

        long before = GC.GetAllocatedBytesForCurrentThread();
        charger.Run(LivePace.WatchMs);
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.AreEqual(0L, after - before);
    }

    private static void Watch(TestCharger charger)
    {
        charger.Board.FakeJsonReader.Next = new CommandMessage { Command = CommandMessage.Watch };
        charger.Board.FakeLink.Receive(Topic.Command, "{}");
        charger.Run(100);
    }

    private static TestCharger Prepared(int state)
    {
        TestCharger charger = new TestCharger();
        WholeSessionTests.PutTariff(charger, 300000);
        charger.Run(1000);
        if (state > 0)
        {
            charger.Plug();
            charger.Draw(10000);
            charger.Run(60000);
        }

        if (state == 2)
        {
            charger.Draw(0);
            charger.Run(60000);
            Assert.AreEqual(ConnectorStatusName.Of(ConnectorStatus.SuspendedEV), ConnectorStatusName.Of(charger.Agent.Status));
        }

        return charger;
    }
}
