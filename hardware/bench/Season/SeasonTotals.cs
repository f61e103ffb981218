using System.Globalization;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using Hardware.Bench.CommandLine;

namespace Hardware.Bench.Season;

/// <summary>What came of a season's messages and of what was done about its bills. Written by the bridge's writer, read when it is
/// done.</summary>
public sealed class SeasonTotals
{
    /// <summary>The currency of the last line.</summary>
    public const string MainCurrency = "EUR";

    private readonly Dictionary<IngestKind, long> _counts = [];
    private readonly SortedDictionary<string, (long Minor, int Decimals)> _money = new(StringComparer.Ordinal);
    private long _estimatedCount;
    private long _energyMilliwattHours;
    private int _creditNoteCount;
    private int _correctedCount;
    private int _statementCount;

    /// <summary>Sessions billed and held so far.</summary>
    public long SessionCount => CountOf(IngestKind.Billed) + CountOf(IngestKind.Held);

    /// <summary>Takes what became of a message.</summary>
    public void Add(IngestOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        lock (_counts)
        {
            _counts[outcome.Kind] = _counts.GetValueOrDefault(outcome.Kind) + 1;
            if (outcome.Bill is Bill bill)
            {
                _estimatedCount += bill.IsEstimated ? 1 : 0;
                AddSums(bill);
            }
        }
    }

    /// <summary>Takes a correction: a credit note counts with negative energy and money.</summary>
    public void Add(CorrectionResult correction)
    {
        ArgumentNullException.ThrowIfNull(correction);
        lock (_counts)
        {
            _creditNoteCount++;
            AddSums(correction.CreditNote!);
            if (correction.Corrected != null)
            {
                _correctedCount++;
                AddSums(correction.Corrected);
            }
        }
    }

    /// <summary>Takes so many statements.</summary>
    public void AddStatements(int count)
    {
        _statementCount += count;
    }

    /// <summary>What else came of it.</summary>
    public string Details()
    {
        string others = string.Join(
            "",
            _money
                .Where(money => money.Key != MainCurrency)
                .Select(money => $", {DecimalAmount.Of(money.Value.Minor, money.Value.Decimals)} {money.Key}"));
        return $"{CountOf(IngestKind.AlertKept)} alerts of chargers, {CountOf(IngestKind.Quarantined)} messages in quarantine, "
            + $"{_estimatedCount} bills estimated, {_creditNoteCount} taken back and {_correctedCount} of them billed "
            + $"again, {_statementCount} statements{others}";
    }

    /// <summary>The line that sums it up.</summary>
    public string Summary(SeasonSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (long minor, int decimals) = _money.GetValueOrDefault(MainCurrency, (0, 2));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"season months={settings.MonthCount} chargers={settings.ChargerCount} sessions={SessionCount} "
                + $"billed={CountOf(IngestKind.Billed)} held={CountOf(IngestKind.Held)} energy_kwh={_energyMilliwattHours / 1e6:F3} "
                + $"total={DecimalAmount.Of(minor, decimals)} {MainCurrency}");
    }

    private void AddSums(Bill bill)
    {
        _energyMilliwattHours += bill.Session.EnergyMilliwattHours;
        _money[bill.Currency] = (_money.GetValueOrDefault(bill.Currency).Minor + bill.TotalInclMinor, bill.CurrencyDecimals);
    }

    private long CountOf(IngestKind kind)
    {
        lock (_counts)
        {
            return _counts.GetValueOrDefault(kind);
        }
    }
}
