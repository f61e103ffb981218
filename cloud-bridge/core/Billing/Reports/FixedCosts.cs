using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>What chargers and sites cost each month: rent, connection, service. None is changed: a newer one overrules it from its month
/// on.</summary>
public sealed class FixedCosts
{
    /// <summary>Of a charger.</summary>
    public const string Charger = "charger";

    /// <summary>Of a site.</summary>
    public const string Site = "site";

    /// <summary>The highest cost of a month, in minor units.</summary>
    public const long MonthMinorMax = 1000000000000;

    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>Over a database.</summary>
    public FixedCosts(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>Sets a cost from a month on; 0 ends it.</summary>
    public void Set(FixedCost cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        using DbConnection connection = _database.Open();
        connection.Execute(
            """
            INSERT INTO fixed_cost (revision, scope, subject_id, from_month, currency, currency_decimals, month_minor, set_utc_ms)
            SELECT COALESCE(MAX(revision), 0) + 1, @Scope, @SubjectId, @FromMonth, @Currency, @CurrencyDecimals, @MonthMinor, @nowUtcMs
                   FROM fixed_cost
            """,
            new
            {
                cost.Scope,
                cost.SubjectId,
                cost.FromMonth,
                cost.Currency,
                cost.CurrencyDecimals,
                cost.MonthMinor,
                nowUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
            });
    }

    /// <summary>All of them, newest first.</summary>
    public IReadOnlyList<FixedCost> All()
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<FixedCost>(
                """
                SELECT scope AS Scope, subject_id AS SubjectId, from_month AS FromMonth, currency AS Currency,
                       currency_decimals AS CurrencyDecimals, month_minor AS MonthMinor
                FROM fixed_cost ORDER BY revision DESC
                """),
        ];
    }

    /// <summary>Which of them, newest first, count in a month (year x 100 + month): the newest of each charger and site that had
    /// begun.</summary>
    public static IEnumerable<FixedCost> In(int month, IEnumerable<FixedCost> newestFirst)
    {
        return newestFirst
            .Where(cost => cost.FromMonth <= month)
            .DistinctBy(cost => (cost.Scope, cost.SubjectId))
            .Where(cost => cost.MonthMinor > 0);
    }
}

/// <summary>What a charger or a site costs each month from a month on.</summary>
public sealed record FixedCost
{
    /// <summary><see cref="FixedCosts.Charger"/> or <see cref="FixedCosts.Site"/>.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Id of the charger or site.</summary>
    public string SubjectId { get; init; } = "";

    /// <summary>First month, year x 100 + month.</summary>
    public int FromMonth { get; init; }

    /// <summary>Currency by ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Decimals of its minor unit.</summary>
    public int CurrencyDecimals { get; init; }

    /// <summary>Cost of a month excluding VAT, in minor units.</summary>
    public long MonthMinor { get; init; }
}
