using System.Data.Common;
using CloudBridge.Billing;
using Dapper;

namespace CloudBridge.Storage;

/// <summary>Reads the bills that were issued.</summary>
public sealed class BillArchive
{
    private readonly Database _database;

    /// <summary>The bills of a database.</summary>
    public BillArchive(Database database)
    {
        _database = database;
    }

    /// <summary>A bill by its number; null when there is none.</summary>
    public Bill? Find(string number)
    {
        using DbConnection connection = _database.Open();
        string? body = connection.QueryFirstOrDefault<string>("SELECT body FROM bill WHERE bill_number = @number", new { number });
        return body == null ? null : BillJson.Read(body);
    }

    /// <summary>The bill of a session; null when there is none.</summary>
    public Bill? FindBySession(string sessionId)
    {
        using DbConnection connection = _database.Open();
        string? body = connection.QueryFirstOrDefault<string>("SELECT body FROM bill WHERE session_id = @sessionId", new { sessionId });
        return body == null ? null : BillJson.Read(body);
    }

    /// <summary>All bills in the order of their numbers, one after the other.</summary>
    public IEnumerable<Bill> ReadAll()
    {
        using DbConnection connection = _database.Open();
        foreach (string body in connection.Query<string>("SELECT body FROM bill ORDER BY series, bill_year, serial", buffered: false))
        {
            yield return BillJson.Read(body);
        }
    }

    /// <summary>One page of the list, newest first, of one charger or of all.</summary>
    public IReadOnlyList<BillSummary> List(string? chargerId, int offset, int count)
    {
        using DbConnection connection = _database.Open();
        // With "@chargerId IS NULL OR" no database uses an index; the order is that of the index by issue.
        return [.. connection.Query<BillSummary>(
            $"""
            SELECT bill_number AS Number, session_id AS SessionId, charger_id AS ChargerId, issued_utc_ms AS IssuedUtcMs, start_utc_ms AS StartUtcMs, end_utc_ms AS EndUtcMs, time_zone AS TimeZone,
                   energy_milliwatt_hours AS EnergyMilliwattHours, currency AS Currency, currency_decimals AS CurrencyDecimals,
                   total_excl_minor AS TotalExclMinor, total_incl_minor AS TotalInclMinor
            FROM bill {(chargerId == null ? "" : "WHERE charger_id = @chargerId")}
            ORDER BY issued_utc_ms DESC, bill_number DESC LIMIT @count OFFSET @offset
            """,
            new { chargerId, offset, count })];
    }

    /// <summary>How many bills there are, of one charger or of all.</summary>
    public long Count(string? chargerId = null)
    {
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>(chargerId == null ? "SELECT COUNT(*) FROM bill" : "SELECT COUNT(*) FROM bill WHERE charger_id = @chargerId", new { chargerId });
    }

    /// <summary>Energy and money of all bills by currency, the one with most bills first.</summary>
    public IReadOnlyList<BillTotal> Totals()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<BillTotal>(
            """
            SELECT currency AS Currency, currency_decimals AS CurrencyDecimals, COUNT(*) AS Count,
                   CAST(SUM(energy_milliwatt_hours) AS BIGINT) AS EnergyMilliwattHours,
                   CAST(SUM(total_excl_minor) AS BIGINT) AS TotalExclMinor, CAST(SUM(total_incl_minor) AS BIGINT) AS TotalInclMinor
            FROM bill GROUP BY currency, currency_decimals ORDER BY COUNT(*) DESC, currency
            """)];
    }
}

/// <summary>A bill in a list.</summary>
public sealed record BillSummary
{
    /// <summary>Number.</summary>
    public string Number { get; init; } = "";

    /// <summary>The session.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>The charger.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>Issue, unix ms.</summary>
    public long IssuedUtcMs { get; init; }

    /// <summary>Plug-in, unix ms.</summary>
    public long StartUtcMs { get; init; }

    /// <summary>Unplug, unix ms.</summary>
    public long EndUtcMs { get; init; }

    /// <summary>The charger's zone by the tz database.</summary>
    public string TimeZone { get; init; } = "";

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
}

/// <summary>Sums over all bills of one currency.</summary>
public sealed record BillTotal
{
    /// <summary>Currency by ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Decimals of its minor unit.</summary>
    public int CurrencyDecimals { get; init; }

    /// <summary>Bills.</summary>
    public long Count { get; init; }

    /// <summary>Energy in mWh.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>Totals excluding VAT, in minor units.</summary>
    public long TotalExclMinor { get; init; }

    /// <summary>Totals including VAT, in minor units.</summary>
    public long TotalInclMinor { get; init; }
}
