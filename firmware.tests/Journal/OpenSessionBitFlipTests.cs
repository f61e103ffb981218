using Firmware.Core.Records;
using Firmware.Tests.Fakes;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Journal;

/// <summary>Each bit of the session journal flips while the power is off and a session is open.</summary>
[TestClass]
public class OpenSessionBitFlipTests
{
    // 2.3 kW for the 60 s of the checkpoint that was hit, and for the 60 s after it that were not written yet; and two ticks.
    private const long ShortfallMaxMilliwattHours = 76800;

    [TestMethod]
    public void No_flip_loses_the_open_session_or_more_than_the_checkpoint_it_hit()
    {
        FakeFlash whole = Charging(out ChargingSession before);
        TestCharger charger = new TestCharger();
        int flips = 0;
        int told = 0;
        int inDoubt = 0;
        foreach (string name in whole.List().Where(name => name[0] == 's' && char.IsDigit(name[1])))
        {
            for (int bit = 0; bit < 8 * whole.LengthOf(name); bit++)
            {
                string flip = $"bit {bit} of {name}";
                charger.Board.FakeFlash.CopyFrom(whole);
                charger.Board.FakeFlash.Damage(name, bit / 8, bit % 8);
                charger.CutPower(1000);
                ChargingSession session = charger.Agent.Session.Session;
                Assert.IsTrue(charger.Agent.Session.IsOpen, flip);
                Assert.AreEqual(2L, session.Number, flip);
                Assert.AreEqual(before.RegisterStartMilliwattHours, session.RegisterStartMilliwattHours, flip);
                Assert.IsGreaterThanOrEqualTo(
                    before.EnergyMilliwattHours - ShortfallMaxMilliwattHours, session.EnergyMilliwattHours, flip);
                Assert.IsLessThanOrEqualTo(before.EnergyMilliwattHours, session.EnergyMilliwattHours, flip);
                Assert.AreEqual(session.EnergyMilliwattHours, SumOfPeriods(session), flip);
                flips++;
                told += charger.Agent.Faults.IsJournalDamaged ? 1 : 0;
                inDoubt += session.IsTruncated ? 1 : 0;
            }
        }

        string figures = $"{flips} flips, {told} told, {inDoubt} left to the bridge";
        Console.WriteLine(figures);
        Assert.IsGreaterThan(4000, flips, figures);
        Assert.AreEqual(0, inDoubt, figures);

        // All but those of the last record, after which nothing shows that it was once whole.
        Assert.IsGreaterThan(flips * 9 / 10, told, figures);
    }

    /// <summary>A session that is over, and one with three changes between charging and parking that runs.</summary>
    private static FakeFlash Charging(out ChargingSession session)
    {
        TestCharger charger = new TestCharger();
        WholeSessionTests.PutTariff(charger, 300000);
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(100000);
        charger.Unplug();
        charger.Run(1000);
        charger.Plug();
        for (int i = 0; i < 2; i++)
        {
            charger.Draw(10000);
            charger.Run(150000);
            charger.Draw(0);
            charger.Run(90000);
        }

        charger.Draw(10000);
        charger.Run(150000);
        session = charger.Agent.Session.Session;
        FakeFlash flash = new FakeFlash();
        flash.CopyFrom(charger.Board.FakeFlash);
        return flash;
    }

    private static long SumOfPeriods(ChargingSession session)
    {
        long sum = 0;
        for (int i = 0; i < session.PeriodCount; i++)
        {
            sum += session.Periods[i].EnergyMilliwattHours;
        }

        return sum;
    }
}
