using System.Data.Common;
using System.Globalization;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Issuers;
using NodaTime;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>
/// Makes statements: of months that are due, or of a month that somebody asks for. What is made is decided behind the database's write
/// lock, so
/// several bridges make one statement only, and it is there whole or not at all.
/// </summary>
public sealed class StatementRun
{
    /// <summary>Documents on one statement at most; what goes beyond stands on the next.</summary>
    public const int LinesMax = 10000;

    private const int SignedAtOnceMax = 500;

    // After an outage chargers deliver their sessions one after the other: the statement waits until nothing of its month has come for this
    // time.
    private static readonly Duration Quiet = Duration.FromHours(1);

    private readonly Database _database;
    private readonly OperatorSettings _settings;
    private readonly TimeProvider _clock;
    private readonly StatementSeal? _seal;
    private readonly BillIssuer _issuer;

    /// <summary>Statements of a database, signed if there is a key.</summary>
    public StatementRun(Database database, OperatorSettings settings, TimeProvider clock, StatementSeal? seal)
    {
        _database = database;
        _settings = settings;
        _clock = clock;
        _seal = seal;
        _issuer =
            new IssuerRegistry(database).Find("")?.OnBills()
            ?? new BillIssuer(settings.IssuerName, AddressLines.Of(settings.IssuerAddress), settings.IssuerVatNumber);
    }

    /// <summary>What has to be made now, in the order in which it must be made.</summary>
    public IReadOnlyList<StatementKey> FindDue()
    {
        long nowMs = NowMs;
        using DbConnection connection = _database.Open();
        // No month is over anywhere that is not over where the date is ahead of all; and where it is behind of all, that month ends last.
        long beforeMs = StatementMonth
            .StartOf(StatementMonth.Of(nowMs, DateTimeZone.ForOffset(Offset.MaxValue)), DateTimeZone.ForOffset(Offset.MinValue))
            .ToInstant()
            .ToUnixTimeMilliseconds();
        return
        [
            .. StatementTable
                .Unstated(connection, beforeMs, null)
                .GroupBy(bill => (bill.AccountId, bill.Currency, bill.TimeZone, bill.LastMonth))
                .Where(account => StatementTable.HasZone(connection, account.Key.AccountId, account.Key.TimeZone))
                .SelectMany(account => DueOf(account.Key, [.. account], nowMs))
                .OrderBy(due => due.Month)
                .ThenBy(due => due.AccountId, StringComparer.Ordinal)
                .ThenBy(due => due.Currency, StringComparer.Ordinal),
        ];
    }

    /// <summary>What somebody asks for: a month of one account or of all, whether due yet or not. Only accounts that have anything for
    /// it.</summary>
    public IReadOnlyList<StatementKey> FindFor(YearMonth month, string? accountId)
    {
        using DbConnection connection = _database.Open();
        long afterEverywhereMs = StatementMonth.EndMsOf(month, DateTimeZone.ForOffset(Offset.MinValue));
        return [.. StatementTable.Unstated(connection, afterEverywhereMs, accountId)
            .Where(bill => bill.StartUtcMs < StatementMonth.EndMsOf(month, ZoneOf(bill.TimeZone)))
            .Select(bill => new StatementKey(bill.AccountId, bill.Currency, month)).Distinct()
            .OrderBy(key => key.AccountId, StringComparer.Ordinal).ThenBy(key => key.Currency, StringComparer.Ordinal)];
    }

    /// <summary>Makes a statement; without one, the sentence says why.</summary>
    public StatementResult Make(StatementKey key)
    {
        using DbConnection connection = _database.Open();
        Database.BeginWrite(connection);
        try
        {
            StatementResult result = MakeBehindLock(connection, key);
            if (result.Statement == null)
            {
                Database.Rollback(connection);
            }
            else
            {
                Database.Commit(connection);
            }

            return result;
        }
        catch
        {
            Database.Rollback(connection);
            throw;
        }
    }

    /// <summary>Signs statements that were issued without a key, some hundred at once; how many.</summary>
    public int SignUnsigned()
    {
        if (_seal == null)
        {
            return 0;
        }

        using DbConnection connection = _database.Open();
        return StatementTable.Unsigned(connection, SignedAtOnceMax).Sum(unsigned => Sign(connection, unsigned.Number, unsigned.Body));
    }

    private long NowMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static IEnumerable<StatementKey> DueOf(
        (string AccountId, string Currency, string TimeZone, string? LastMonth) account,
        UnstatedBill[] bills,
        long nowMs)
    {
        DateTimeZone zone = ZoneOf(account.TimeZone);
        YearMonth? last = account.LastMonth != null && StatementMonth.TryParse(account.LastMonth, out YearMonth? read) ? read : null;
        foreach (
            YearMonth month in bills
                .Select(bill => MonthOf(bill, zone, last))
                .Distinct()
                .Order()
                .Where(month => StatementMonth.DueMsOf(month, zone) <= nowMs))
        {
            long endMs = StatementMonth.EndMsOf(month, zone);
            bool isQuiet = !bills.Any(bill =>
                bill.StartUtcMs < endMs && bill.IssuedUtcMs <= nowMs && nowMs - bill.IssuedUtcMs < (long)Quiet.TotalMilliseconds);
            if (isQuiet)
            {
                yield return new StatementKey(account.AccountId, account.Currency, month);
            }
        }
    }

    // That of plug-in; once this month has its statement, that of issue, or else the next one there can be.
    private static YearMonth MonthOf(UnstatedBill bill, DateTimeZone zone, YearMonth? last)
    {
        YearMonth month = StatementMonth.Of(bill.StartUtcMs, zone);
        if (last == null || month > last.Value)
        {
            return month;
        }

        YearMonth issued = StatementMonth.Of(bill.IssuedUtcMs, zone);
        return issued > last.Value ? issued : StatementMonth.Next(last.Value);
    }

    private static DateTimeZone ZoneOf(string name)
    {
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? DateTimeZone.Utc;
    }

    private StatementResult MakeBehindLock(DbConnection connection, StatementKey key)
    {
        if (_clock.Doubt() is ClockDoubt doubt)
        {
            return new StatementResult(null, $"{key.AccountId}: {doubt.Words}: {ClockDoubt.Advice}.");
        }

        string month = StatementMonth.TextOf(key.Month);
        if (StatementTable.FindAccount(connection, key.AccountId) is not var (party, timeZone))
        {
            return new StatementResult(null, $"There is no account {key.AccountId}.");
        }

        if (!StatementTable.HasZone(connection, key.AccountId, timeZone))
        {
            return new StatementResult(null, $"{key.AccountId}: '{timeZone}' is no time zone, so nobody knows where its months begin.");
        }

        DateTimeZone zone = ZoneOf(timeZone);
        long nowMs = NowMs;
        long endMs = StatementMonth.EndMsOf(key.Month, zone);
        string? last = StatementTable.LastMonth(connection, key.AccountId, key.Currency);
        if (nowMs < endMs)
        {
            return new StatementResult(null, $"{key.AccountId}: {month} is not over; it ends at {Quantity.Time(endMs, timeZone)}.");
        }

        if (last != null && string.CompareOrdinal(last, month) >= 0)
        {
            return new StatementResult(
                null,
                $"{key.AccountId}: the statement of {last} in {key.Currency} is issued; what came later stands on the next one.");
        }

        IReadOnlyList<Bill> bills = StatementTable.TakeUnstated(connection, key.AccountId, key.Currency, endMs, LinesMax);
        if (bills.Count == 0)
        {
            return new StatementResult(null, $"{key.AccountId}: nothing in {key.Currency} in {month}.");
        }

        DateTimeOffset issued = Instant.FromUnixTimeMilliseconds(nowMs).InZone(_settings.Zone).ToDateTimeOffset();
        string series = _settings.BillNumberPrefix + "S";
        long serial = StatementTable.NextSerial(connection, series, issued.Year);
        StatementFigures? lastMonth = StatementTable
            .Find(connection, key.AccountId, key.Currency, StatementMonth.TextOf(key.Month.PlusMonths(-1)))
            ?.Totals;
        Statement statement = StatementMaker.Make(
            new StatementHead(NumberOf(series, issued.Year, serial), key.Month, zone, issued, IssuerOf(bills), party, lastMonth),
            bills);
        string body = StatementJson.Write(statement);
        StatementTable.Add(connection, statement, body, series, issued.Year, serial);
        Sign(connection, statement.Number, body);
        return new StatementResult(
            statement,
            $"{statement.Number}: {key.AccountId}, {month}, {statement.Totals.Sessions} sessions, "
                + $"{Quantity.Money(statement.Totals.InclMinor, statement.CurrencyDecimals)} {key.Currency}.");
    }

    // Whoever issued all its bills; where several countries' issuers did, the one of no country.
    private BillIssuer IssuerOf(IReadOnlyList<Bill> bills)
    {
        BillIssuer newest = bills.MaxBy(bill => (bill.Issued, bill.Number))!.Issuer;
        return bills.All(bill => (bill.Issuer.Name, bill.Issuer.VatNumber) == (newest.Name, newest.VatNumber))
            ? newest
            : new IssuerRegistry(_database).Find("")?.OnBills() ?? _issuer;
    }

    private int Sign(DbConnection connection, string number, string body)
    {
        return _seal == null ? 0 : StatementTable.AddSignature(connection, number, _seal.Sign(body), _seal.PublicKey, NowMs);
    }

    internal static string NumberOf(string series, int year, long serial)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{series}{year}-{serial:000000}");
    }
}

/// <summary>Which statement: there is one for each of these.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Month">The month.</param>
public sealed record StatementKey(string AccountId, string Currency, YearMonth Month);

/// <summary>What came of making a statement.</summary>
/// <param name="Statement">The statement; null when none was made.</param>
/// <param name="Sentence">What happened, in words for a person.</param>
public sealed record StatementResult(Statement? Statement, string Sentence);
