using System.Data.Common;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Accounts;
using Dapper;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>Statements as whoever makes them sees them. All within one write transaction, so that a number is used if and only if its
/// statement is there.</summary>
internal static class StatementTable
{
    private const string OnNoStatement = "NOT EXISTS (SELECT 1 FROM statement_bill s WHERE s.bill_number = b.bill_number)";

    /// <summary>Documents of sessions that began before an instant and are on no statement, each with its account's zone and last
    /// month.</summary>
    public static IEnumerable<UnstatedBill> Unstated(DbConnection connection, long beforeUtcMs, string? accountId)
    {
        return connection.Query<UnstatedBill>(
            $"""
            SELECT b.account_id AS AccountId, b.currency AS Currency, a.time_zone AS TimeZone, b.start_utc_ms AS StartUtcMs,
                   b.issued_utc_ms AS IssuedUtcMs,
                   (SELECT MAX(t.month) FROM statement t WHERE t.account_id = b.account_id AND t.currency = b.currency) AS LastMonth
            FROM bill b JOIN account a ON a.account_id = b.account_id
            WHERE b.start_utc_ms < @beforeUtcMs AND (@accountId IS NULL OR b.account_id = @accountId) AND {OnNoStatement}
            """,
            new { beforeUtcMs, accountId },
            buffered: false);
    }

    /// <summary>The first documents by plug-in, at most <paramref name="countMax"/>, that began before an instant and are on no
    /// statement.</summary>
    public static IReadOnlyList<Bill> TakeUnstated(
        DbConnection connection,
        string accountId,
        string currency,
        long beforeUtcMs,
        int countMax)
    {
        return
        [
            .. connection
                .Query<(string Number, string Body)>(
                    $"""
                    SELECT b.bill_number, b.body FROM bill b WHERE b.account_id = @accountId AND b.currency = @currency
                           AND b.start_utc_ms < @beforeUtcMs AND {OnNoStatement}
                    ORDER BY b.start_utc_ms, b.bill_number LIMIT @countMax
                    """,
                    new
                    {
                        accountId,
                        currency,
                        beforeUtcMs,
                        countMax,
                    })
                .Select(row => connection.DamagedOf().Require("bill", row.Number, () => BillJson.Read(row.Body))),
        ];
    }

    /// <summary>The last month that an account has a statement of; null when it has none.</summary>
    public static string? LastMonth(DbConnection connection, string accountId, string currency)
    {
        return connection.ExecuteScalar<string?>(
            "SELECT MAX(month) FROM statement WHERE account_id = @accountId AND currency = @currency",
            new { accountId, currency });
    }

    /// <summary>The statement of an account, currency and month; null when there is none, or it cannot be read.</summary>
    public static Statement? Find(DbConnection connection, string accountId, string currency, string month)
    {
        (string Number, string Body) row = connection.QueryFirstOrDefault<(string, string)>(
            "SELECT statement_number, body FROM statement WHERE account_id = @accountId AND currency = @currency AND month = @month",
            new
            {
                accountId,
                currency,
                month,
            });
        return row.Body != null
            && connection.DamagedOf().TryRead("statement", row.Number, () => StatementJson.Read(row.Body), out Statement statement)
            ? statement
            : null;
    }

    /// <summary>Name, address and zone of an account as they are now; null when there is none.</summary>
    public static (BilledParty Party, string TimeZone)? FindAccount(DbConnection connection, string accountId)
    {
        Account? account = connection.QueryFirstOrDefault<Account>(
            $"SELECT {AccountRegistry.Columns} FROM account WHERE account_id = @accountId",
            new { accountId });
        return account == null ? null : (BilledParty.Of(account), account.TimeZone);
    }

    /// <summary>Whether the zone of an account is known; one that is not is told.</summary>
    public static bool HasZone(DbConnection connection, string accountId, string timeZone)
    {
        return connection.DamagedOf().TryRead("account", accountId, () => ZoneName.Require(timeZone), out _);
    }

    /// <summary>The next serial of a series in a year, from 1.</summary>
    public static long NextSerial(DbConnection connection, string series, int year)
    {
        return connection.ExecuteScalar<long>(
            """
            INSERT INTO statement_serial (series, statement_year, last_serial) VALUES (@series, @year, 1)
            ON CONFLICT (series, statement_year) DO UPDATE SET last_serial = statement_serial.last_serial + 1 RETURNING last_serial
            """,
            new { series, year });
    }

    /// <summary>Issues a statement.</summary>
    public static void Add(DbConnection connection, Statement statement, string body, string series, int year, long serial)
    {
        connection.Execute(
            """
            INSERT INTO statement (statement_number, series, statement_year, serial, account_id, currency, currency_decimals, month,
                issued_utc_ms, until_utc_ms, session_count, energy_milliwatt_hours, total_excl_minor, total_incl_minor, body)
            VALUES (@Number, @series, @year, @serial, @AccountId, @Currency, @CurrencyDecimals, @Month,
                @IssuedUtcMs, @UntilUtcMs, @Sessions, @Energy, @Excl, @Incl, @body)
            """,
            new
            {
                statement.Number,
                series,
                year,
                serial,
                statement.Account.AccountId,
                statement.Currency,
                statement.CurrencyDecimals,
                statement.Month,
                IssuedUtcMs = statement.Issued.ToUnixTimeMilliseconds(),
                UntilUtcMs = statement.Until.ToUnixTimeMilliseconds(),
                statement.Totals.Sessions,
                Energy = statement.Totals.EnergyMilliwattHours,
                Excl = statement.Totals.ExclMinor,
                Incl = statement.Totals.InclMinor,
                body,
            });
        connection.Execute(
            "INSERT INTO statement_bill (bill_number, statement_number, position) VALUES (@BillNumber, @Number, @Position)",
            statement.Lines.Select((line, i) => new { line.BillNumber, statement.Number, Position = i + 1 }));
    }

    /// <summary>Statements without a signature, with their JSON, at most <paramref name="countMax"/>.</summary>
    public static IReadOnlyList<(string Number, string Body)> Unsigned(DbConnection connection, int countMax)
    {
        return
        [
            .. connection.Query<(string, string)>(
                """
                SELECT t.statement_number, t.body FROM statement t
                WHERE NOT EXISTS (SELECT 1 FROM statement_signature s WHERE s.statement_number = t.statement_number)
                    ORDER BY t.statement_number LIMIT @countMax
                """,
                new { countMax }),
        ];
    }

    /// <summary>Keeps a signature; the first one stays.</summary>
    public static int AddSignature(DbConnection connection, string number, string signature, string publicKey, long signedUtcMs)
    {
        return connection.Execute(
            "INSERT INTO statement_signature (statement_number, signature, public_key, signed_utc_ms) "
                + "VALUES (@number, @signature, @publicKey, @signedUtcMs) ON CONFLICT DO NOTHING",
            new { number, signature, publicKey, signedUtcMs });
    }
}

/// <summary>A document that is on no statement.</summary>
internal sealed class UnstatedBill
{
    public string AccountId { get; set; } = "";

    public string Currency { get; set; } = "";

    public string TimeZone { get; set; } = "";

    public long StartUtcMs { get; set; }

    public long IssuedUtcMs { get; set; }

    public string? LastMonth { get; set; }
}
