using System.Globalization;
using Hardware.Bench.Chaos.Mishaps;
using Spectre.Console;

namespace Hardware.Bench.Chaos;

/// <summary>The table at the end of a chaos run, and the line for machines below it.</summary>
internal static class ChaosReport
{
    /// <summary>Writes both.</summary>
    public static void Write(
        IAnsiConsole console,
        TextWriter output,
        ChaosSettings settings,
        MishapCounts counts,
        ChaosOutcome outcome,
        TimeSpan elapsed)
    {
        Table table = new Table().RoundedBorder().AddColumn("chaos").AddColumn(new TableColumn("").RightAligned());
        foreach (Mishap mishap in Enum.GetValues<Mishap>())
        {
            table.AddRow(InWords(mishap), Number(counts[mishap]));
        }

        table.AddEmptyRow();
        table.AddRow("sessions", Number(outcome.SessionCount));
        table.AddRow("billed", Number(outcome.BilledCount));
        table.AddRow("held", Number(outcome.HeldCount));
        foreach ((string reason, int count) in outcome.Held)
        {
            table.AddRow($"  {reason}", Number(count));
        }

        table.AddRow("held, because they cannot have been", Number(outcome.AbsurdHeldCount));
        table.AddRow("lost", Number(outcome.LostCount));
        table.AddRow("double", Number(outcome.DoubleCount));
        table.AddRow("over-billed", Number(outcome.OverbilledCount));
        table.AddRow("billed with too short a time", Number(outcome.TooShortCount));
        table.AddRow("wrong by a cent or more", Number(outcome.WrongMoneyCount));
        table.AddRow("found by verify", Number(outcome.UnverifiedCount));
        table.AddRow("in quarantine", Number(outcome.QuarantinedCount));
        table.AddEmptyRow();
        table.AddRow("energy given to vehicles", WattHours(outcome.TrueMilliwattHours));
        table.AddRow("  of it without a working sensor", WattHours(outcome.UnmeteredMilliwattHours));
        table.AddRow("energy billed", WattHours(outcome.BilledMilliwattHours));
        table.AddRow("energy held", WattHours(outcome.HeldMilliwattHours));
        table.AddRow("worst for a power cut (100 Wh and two ticks)", WattHours(outcome.WorstShortfallMilliwattHours));
        table.AddRow("worst excess (the meter's own error)", WattHours(outcome.WorstExcessMilliwattHours));
        table.AddRow("wall time", string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:F1} s"));
        console.Write(table);
        output.WriteLine(Line(settings, counts, outcome));
    }

    private static string Line(ChaosSettings settings, MishapCounts counts, ChaosOutcome outcome)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"chaos seed={settings.Seed} sessions={outcome.SessionCount} billed={outcome.BilledCount} held={outcome.HeldCount} "
                + $"lost={outcome.LostCount} double={outcome.DoubleCount} overbilled={outcome.OverbilledCount} "
                + $"wrong_cents={outcome.WrongMoneyCount} unverified={outcome.UnverifiedCount} "
                + $"kills={counts.Kills} cuts={counts.Cuts}");
    }

    private static string Number(long count)
    {
        return count.ToString("N0", CultureInfo.InvariantCulture);
    }

    private static string WattHours(double milliwattHours)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{milliwattHours / 1000:N3} Wh");
    }

    private static string InWords(Mishap mishap)
    {
        return mishap switch
        {
            Mishap.BridgeKilled => "bridge killed",
            Mishap.BrokerKilled => "broker killed",
            Mishap.DatabaseKilled => "database killed",
            Mishap.PowerCut => "power cut",
            Mishap.WriteTorn => "power cut in the middle of a write",
            Mishap.LinkCut => "link cut",
            Mishap.MessageDropped => "record dropped",
            Mishap.MessageDuplicated => "message duplicated",
            Mishap.MessageReordered => "message reordered",
            Mishap.MessageDelayed => "message delayed",
            Mishap.AcknowledgementDropped => "acknowledgement dropped",
            Mishap.ReceiptDropped => "receipt dropped",
            Mishap.ReceiptForged => "receipt forged",
            Mishap.RecordAbsurd => "session told that cannot have been",
            Mishap.SensorGap => "sensor silent for less than 2 s",
            Mishap.SensorLost => "sensor silent for longer",
            Mishap.SensorOverflow => "sensor overflow",
            Mishap.ClockUnknown => "clock unknown at boot",
            Mishap.ClockJump => "clock jump",
            _ => "connector overheated",
        };
    }
}
