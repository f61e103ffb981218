using System.Globalization;
using Firmware.Core.Messaging;
using Hardware.Bench.Chaos.Money;
using Hardware.Bench.Servers;

namespace Hardware.Bench.Chaos;

/// <summary>Holds what bills ask for against what they state, and against what truly happened.</summary>
public sealed class MoneyJudge
{
    private readonly PlainTariff _tariff;
    private readonly List<string> _defects = [];

    private MoneyJudge(PlainTariff tariff)
    {
        _tariff = tariff;
    }

    /// <summary>Each bill, or stay, that costs what it must not, in a sentence.</summary>
    public IReadOnlyList<string> Defects => _defects;

    /// <summary>Looks at all bills and stays.</summary>
    public static MoneyJudge Of(PlainTariff tariff, IEnumerable<Visit> visits, IReadOnlyList<StatedBill> bills)
    {
        ArgumentNullException.ThrowIfNull(visits);
        ArgumentNullException.ThrowIfNull(bills);
        MoneyJudge judge = new(tariff);
        judge._defects.AddRange(bills.Select(bill => BillPricer.FindWrong(bill, tariff)).OfType<string>());
        ILookup<string, StatedBill> bySession = bills.ToLookup(bill => bill.Session.SessionId);
        foreach (Visit visit in visits)
        {
            judge.Compare(
                visit,
                [.. visit.SessionNumbers.SelectMany(number => bySession[SessionMessage.IdOf(visit.ChargerId, number)])]);
        }

        return judge;
    }

    // Sessions that are held or lost are not billed: then the bills may be too low, and never too high. Double ones are told elsewhere.
    private void Compare(Visit visit, List<StatedBill> bills)
    {
        if (bills.Count == 0 || bills.Count > visit.SessionNumbers.Count)
        {
            return;
        }

        (Price least, Price most) = visit.Meter.PriceOf(
            _tariff,
            visit.SessionNumbers.Count,
            visit.MissingMilliwattHoursMax,
            visit.SurplusMilliwattHoursMax,
            visit.MissingMsMax);
        // Bills are rounded one by one, each by half a cent of net and of VAT.
        long rounding = bills.Count == 1 ? 0 : bills.Count + 1;
        long gross = bills.Sum(bill => bill.TotalInclMinor);
        bool isTooLow = bills.Count == visit.SessionNumbers.Count && gross < least.GrossCents - rounding;
        if (isTooLow || gross > most.GrossCents + rounding)
        {
            _defects.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"visit {visit.Number} of {visit.ChargerId}: {gross} cents on {bills.Count} bills, and what truly happened costs "
                        + $"{least.GrossCents} to {most.GrossCents}"));
        }
    }
}
