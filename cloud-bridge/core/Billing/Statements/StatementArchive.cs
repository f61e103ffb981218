using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>Reads the statements that were issued.</summary>
public sealed class StatementArchive
{
    private readonly Database _database;

    /// <summary>The statements of a database.</summary>
    public StatementArchive(Database database)
    {
        _database = database;
    }

    /// <summary>A statement by its number, with its signature; null when there is none.</summary>
    public IssuedStatement? Find(string number)
    {
        using DbConnection connection = _database.Open();
        return connection.QueryFirstOrDefault<IssuedStatement>(
            """
            SELECT t.account_id AS AccountId, t.body AS Body, s.signature AS Signature, s.public_key AS PublicKey
            FROM statement t LEFT JOIN statement_signature s ON s.statement_number = t.statement_number WHERE t.statement_number = @number
            """,
            new { number });
    }

    /// <summary>One page of the list, the newest month first; of one account and month, or of all.</summary>
    public IReadOnlyList<StatementSummary> List(string? accountId, string? month, int offset, int count)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<StatementSummary>(
                """
                SELECT t.statement_number AS Number, t.month AS Month, t.account_id AS AccountId, a.name AS AccountName,
                       t.issued_utc_ms AS IssuedUtcMs, t.session_count AS Sessions,
                       t.energy_milliwatt_hours AS EnergyMilliwattHours, t.currency AS Currency, t.currency_decimals AS CurrencyDecimals,
                       t.total_excl_minor AS TotalExclMinor, t.total_incl_minor AS TotalInclMinor,
                       CASE WHEN EXISTS (SELECT 1 FROM statement_signature s
                       WHERE s.statement_number = t.statement_number) THEN 1 ELSE 0 END AS IsSigned
                FROM statement t JOIN account a ON a.account_id = t.account_id
                WHERE (@accountId IS NULL OR t.account_id = @accountId) AND (@month IS NULL OR t.month = @month)
                ORDER BY t.month DESC, a.name, t.statement_number DESC LIMIT @count OFFSET @offset
                """,
                new
                {
                    accountId,
                    month,
                    offset,
                    count,
                }),
        ];
    }

    /// <summary>Sums of statements by currency, of one account and month or of all.</summary>
    public IReadOnlyList<StatementSum> Sums(string? accountId, string? month)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<StatementSum>(
                """
                SELECT currency AS Currency, currency_decimals AS CurrencyDecimals, COUNT(*) AS Count,
                       CAST(SUM(session_count) AS BIGINT) AS Sessions,
                       CAST(SUM(energy_milliwatt_hours) AS BIGINT) AS EnergyMilliwattHours,
                       CAST(SUM(total_incl_minor) AS BIGINT) AS TotalInclMinor
                FROM statement WHERE (@accountId IS NULL OR account_id = @accountId) AND (@month IS NULL OR month = @month)
                GROUP BY currency, currency_decimals ORDER BY currency
                """,
                new { accountId, month }),
        ];
    }

    /// <summary>The months that have statements, newest first, at most 120.</summary>
    public IReadOnlyList<string> Months(string? accountId)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<string>(
                "SELECT DISTINCT month FROM statement WHERE @accountId IS NULL OR account_id = @accountId ORDER BY month DESC LIMIT 120",
                new { accountId }),
        ];
    }
}

/// <summary>A statement as it is stored and given out.</summary>
public sealed record IssuedStatement
{
    /// <summary>Whose it is.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>Canonical JSON.</summary>
    public string Body { get; init; } = "";

    /// <summary>Signature over the body, DER in base64; null when there was no key yet.</summary>
    public string? Signature { get; init; }

    /// <summary>Public key in PEM; null when there was no key yet.</summary>
    public string? PublicKey { get; init; }

    /// <summary>What it says.</summary>
    public Statement Read()
    {
        return StatementJson.Read(Body);
    }
}

/// <summary>A statement in a list.</summary>
public sealed record StatementSummary
{
    /// <summary>Number.</summary>
    public string Number { get; init; } = "";

    /// <summary>Month as 2019-03.</summary>
    public string Month { get; init; } = "";

    /// <summary>Whose it is.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>The account's name now.</summary>
    public string AccountName { get; init; } = "";

    /// <summary>Issue, unix ms.</summary>
    public long IssuedUtcMs { get; init; }

    /// <summary>Sessions.</summary>
    public long Sessions { get; init; }

    /// <summary>Energy in mWh.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>Currency by ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Decimals of its minor unit.</summary>
    public int CurrencyDecimals { get; init; }

    /// <summary>Total excluding VAT, in minor units.</summary>
    public long TotalExclMinor { get; init; }

    /// <summary>Total including VAT, in minor units.</summary>
    public long TotalInclMinor { get; init; }

    /// <summary>Whether it carries a signature.</summary>
    public bool IsSigned { get; init; }
}

/// <summary>Sums over statements of one currency.</summary>
public sealed record StatementSum
{
    /// <summary>Currency by ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Decimals of its minor unit.</summary>
    public int CurrencyDecimals { get; init; }

    /// <summary>Statements.</summary>
    public long Count { get; init; }

    /// <summary>Sessions.</summary>
    public long Sessions { get; init; }

    /// <summary>Energy in mWh.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>Totals including VAT, in minor units.</summary>
    public long TotalInclMinor { get; init; }
}
