using System.Data.Common;
using System.Globalization;
using System.Text;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Tariffs.Publishing;
using Firmware.Core.Ports;
using Firmware.Core.Records;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>Each bill: its columns, lines and sums agree with each other, and it comes out again from the session's record and the
/// tariff.</summary>
internal sealed class BillCheck
{
    private readonly IReadOnlyDictionary<(string, int), PublishedTariff> _tariffs;
    private readonly SessionRater _rater;
    private readonly SessionRater _formerRater;
    private readonly BillMaker _maker = new(new OperatorSettings());

    public BillCheck(Database database, IReadOnlyDictionary<(string, int), PublishedTariff> tariffs)
    {
        _tariffs = tariffs;
        TariffBook book = new(database, TimeProvider.System, "");
        _rater = new SessionRater(book);
        _formerRater = new SessionRater(book, isVatByRate: false);
    }

    public void Check(DbConnection connection, Verdict verdict)
    {
        foreach (BillRow row in BillRow.ReadAll(connection))
        {
            verdict.Bills++;
            verdict.Lines += row.Lines.Count;
            string place = $"bill {row.Number}";
            Bill? bill = CorrectionCheck.TryRead(row.Body);
            if (bill == null)
            {
                verdict.Add(place, "its body cannot be read");
                continue;
            }

            foreach (
                string? defect in new[]
                {
                    FindOtherColumns(row, bill),
                    FindOtherLines(row, bill),
                    FindWrongSum(bill),
                    CorrectionCheck.Find(row, bill),
                    bill.Kind == BillKind.CreditNote ? null : FindOtherOrigin(row, bill),
                })
            {
                if (defect != null)
                {
                    verdict.Add(place, defect);
                }
            }
        }
    }

    private static string? FindOtherColumns(BillRow row, Bill bill)
    {
        string number = string.Create(CultureInfo.InvariantCulture, $"{row.Series}{row.Year}-{row.Serial:000000}");
        if (row.Number != number || bill.Number != number || bill.Issued.Year != row.Year)
        {
            return $"is bill {bill.Number} of {bill.Issued.Year} by its body, and {number} by its place in the series";
        }

        bool isSame =
            bill.Session.SessionId == row.SessionId
            && bill.Session.ChargerId == row.ChargerId
            && bill.Issued.ToUnixTimeMilliseconds() == row.IssuedUtcMs
            && bill.Session.Start.ToUnixTimeMilliseconds() == row.StartUtcMs
            && bill.Session.End.ToUnixTimeMilliseconds() == row.EndUtcMs
            && bill.Kind == row.Kind
            && bill.CorrectsNumber == row.CorrectsNumber
            && bill.Recipient?.AccountId == row.AccountId
            && bill.Site?.SiteId == row.SiteId
            && bill.Tariff.TimeZone == row.TimeZone
            && bill.Session.EnergyMilliwattHours == row.Energy
            && bill.Currency == row.Currency
            && bill.CurrencyDecimals == row.CurrencyDecimals;
        if (!isSame)
        {
            return "its columns are not what its body says";
        }

        return bill.TotalExclMinor == row.TotalExcl && bill.TotalInclMinor == row.TotalIncl
            ? null
            : $"its totals are {bill.TotalExclMinor} / {bill.TotalInclMinor} in its body and "
                + $"{row.TotalExcl} / {row.TotalIncl} in its columns";
    }

    private static string? FindOtherLines(BillRow row, Bill bill)
    {
        if (row.Lines.Count != bill.Lines.Count)
        {
            return $"has {row.Lines.Count} lines, and {bill.Lines.Count} in its body";
        }

        for (int i = 0; i < row.Lines.Count; i++)
        {
            (BillLineRow stored, BillLine line) = (row.Lines[i], bill.Lines[i]);
            bool isSame =
                stored.Position == i + 1
                && stored.Kind == line.Kind
                && stored.Element == line.Element
                && stored.Volume == line.Volume
                && stored.BilledVolume == line.BilledVolume
                && stored.PriceMicros == line.PriceMicros
                && stored.VatPpm == line.VatPpm
                && stored.ExclMinor == line.ExclMinor
                && stored.VatMinor == line.VatMinor;
            if (!isSame)
            {
                return $"line {i + 1} is not what its body says";
            }
        }

        return null;
    }

    private static string? FindWrongSum(Bill bill)
    {
        long excl = bill.Lines.Sum(line => line.ExclMinor);
        long vat = bill.Lines.Sum(line => line.VatMinor);
        if (excl != bill.TotalExclMinor || vat != bill.TotalVatMinor)
        {
            return $"its lines add up to {excl} + {vat} VAT, its totals are {bill.TotalExclMinor} + {bill.TotalVatMinor}";
        }

        string code = CheckCode.Of(bill);
        return code == bill.CheckCode ? null : $"its check code is {bill.CheckCode}, its figures give {code}";
    }

    private string? FindOtherOrigin(BillRow row, Bill bill)
    {
        if (row.SessionText == null || row.Mac == null)
        {
            return $"there is no billed session {row.SessionId} with a record";
        }

        if (row.Mac != bill.RecordMac)
        {
            return $"it was made from a record with code {bill.RecordMac}, the session's has code {row.Mac}";
        }

        ChargerMessage message = new(row.SessionCharger!, Topic.Session, Encoding.UTF8.GetBytes(row.SessionText), row.IssuedUtcMs);
        DurableRecord? record = RecordDecoder.Decode(message, out _, out _);
        if (record == null)
        {
            // Told with the record.
            return null;
        }

        if (
            !_tariffs.TryGetValue((bill.Tariff.Id, bill.Tariff.Version), out PublishedTariff? tariff)
            || tariff.Device.Hash != bill.Tariff.Hash)
        {
            return $"its tariff {bill.Tariff.Id} version {bill.Tariff.Version} hash {bill.Tariff.Hash} is not there";
        }

        ChargingSession session = record.Session!;
        bool isPromised =
            session.TariffId.Length == 0
            || (
                session.TariffId == tariff.Device.Id
                && session.TariffVersion == tariff.Device.Version
                && session.TariffHash == tariff.Device.Hash);
        return isPromised || bill.Kind == BillKind.CorrectedBill
            ? FindOtherPrice(row, bill, record, tariff)
            : $"it is priced with {bill.Tariff.Id} version {bill.Tariff.Version}, the charger promised "
                + $"{session.TariffId} version {session.TariffVersion}";
    }

    private string? FindOtherPrice(BillRow row, Bill bill, DurableRecord record, PublishedTariff tariff)
    {
        SessionRater rater = bill.IsVatByRate ? _rater : _formerRater;
        PricedSession? priced = rater.RateWith(tariff, record.Session!, row.ReceivedUtcMs, out Hold? hold, row.Decision);
        if (priced == null)
        {
            return $"its session cannot be billed: {hold!.Reason}, {hold.Detail}";
        }

        if (priced.TotalExclMinor != bill.TotalExclMinor || priced.TotalInclMinor != bill.TotalInclMinor)
        {
            return $"its totals are {bill.TotalExclMinor} / {bill.TotalInclMinor}, a fresh pricing gives "
                + $"{priced.TotalExclMinor} / {priced.TotalInclMinor}";
        }

        CorrectionDraft draft = new(record, priced, new SessionParties(bill.Recipient, bill.Site));
        Bill again =
            bill.Kind == BillKind.CorrectedBill
                ? _maker.MakeCorrected(
                    row.Number,
                    row.IssuedUtcMs,
                    CorrectionCheck.TryRead(row.OriginalBody) ?? bill,
                    bill.CorrectionReason ?? "",
                    draft)
                : _maker.Make(row.Number, row.IssuedUtcMs, row.SessionCharger!, record, priced, draft.Parties);
        string? member = BillDifference.Find(again, bill);
        return member == null ? null : $"{member} is not what the session's record and the tariff give";
    }
}
