using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>What a bill says beside its figures, so that nothing about their making is hidden.</summary>
public static class BillNotes
{
    /// <summary>The notes of a session, the clock first.</summary>
    public static IReadOnlyList<string> Of(BilledSession session, PricedSession priced, BillIssuer issuer)
    {
        List<string> notes = [ClockWords(session.ClockQuality)];
        if (session.NotBefore is { } notBefore && session.NotAfter is { } notAfter)
        {
            notes.Add(
                $"Not all times are known: the session lay between {Quantity.Time(notBefore)} and {Quantity.Time(notAfter)}. Its "
                    + $"durations are exact, by the charger's own clock; the times shown are the latest possible.");
        }

        if (session.SubstitutedMilliwattHours > 0)
        {
            notes.Add(
                $"{Quantity.Energy(session.SubstitutedMilliwattHours)} of the energy was bridged over gaps of up to two seconds in the "
                    + $"measurement, at the power before each gap.");
        }

        if (session.Periods.Any(period => period.IsMeterLost))
        {
            notes.Add("The meter was lost for a part of the session: energy of that time is not billed.");
        }

        notes.Add(OriginWords(priced.Origin));

        if (priced.Lines.Any(line => LineWords.UsedBesideStep(line).Length > 0))
        {
            notes.Add("The tariff bills in steps: where more is billed than was used, the line says both.");
        }

        if (session.EndReason is "PowerLoss" or "Reboot")
        {
            notes.Add("The charger lost power during the session: what was metered after its last record is not billed.");
        }

        notes.Add(
            "The net total is rounded once, half up, and the VAT of each rate is its net times the rate, rounded once; "
                + "the lines add up to them.");
        if (priced.Lines.Any(line => line.Element == null && line.Kind != BillLine.ChargerAmount))
        {
            notes.Add("What the tariff's minimum or maximum price changes is divided among the rates of VAT: a line for each.");
        }

        if (priced.Lines.Any(line => line.IsVatAbsent))
        {
            notes.Add($"No VAT is charged where the tariff states none{(issuer.VatAbsenceReason is { } reason ? ": " + reason : "")}.");
        }

        return notes;
    }

    private static string OriginWords(PriceOrigin origin)
    {
        return origin switch
        {
            PriceOrigin.ChargerAndBridge =>
                "Charger and bridge priced the session separately, and came to the same amount to the millionth.",
            PriceOrigin.Bridge =>
                "The charger could not show a price: the bridge made it from the charger's record, under the tariff that "
                    + "was promised or published for the charger.",
            PriceOrigin.BridgeOtherTariff =>
                "The bridge priced the charger's record under another tariff than the charger had "
                    + "promised, because the bill was corrected.",
            PriceOrigin.BridgeDecided =>
                "Charger and bridge came to different amounts, and the operator decided: the bridge's is billed, made from the charger's "
                    + "record under the tariff that was promised.",
            PriceOrigin.ChargerDecided =>
                "Charger and bridge came to different amounts, and the operator decided: the lower is billed, which is the charger's.",
            _ =>
                "This bill is estimated: the charger's record leaves open which price held for a part of the session, so each doubtful "
                    + "part is billed at the lowest price that can have held, and without billing steps.",
        };
    }

    private static string ClockWords(string quality)
    {
        return quality switch
        {
            "S" => "The charger's clock was synchronised with a time server.",
            "R" => "Durations are exact; the date was worked back from a later synchronisation of the charger's clock.",
            "U" => "The charger did not know the time for the whole of the session.",
            _ => "The charger's clock was set, but no time server vouched for it.",
        };
    }
}
