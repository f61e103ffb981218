using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Foundation.Clocks;

/// <summary>What a database knows of the time: its newest documents, the doubts of the bridges on it, and operators' words.</summary>
public sealed class ClockStore
{
    private const int AcceptancesShown = 10;
    private const long UtcMsMax = 4102444800000;

    // Each bridge has the clock of its own machine.
    private readonly string _machine;
    private readonly Database _database;

    /// <summary>Of a database, on this machine or, for tests, another.</summary>
    public ClockStore(Database database, string? machine = null)
    {
        _database = database;
        _machine = machine ?? Environment.MachineName;
    }

    /// <summary>Everything that a start has to know.</summary>
    public ClockHistory Read()
    {
        using DbConnection connection = _database.Open();
        return new ClockHistory
        {
            NewestUtcMs = NewestUtcMs(connection),
            HasChargers = connection.QueryFirstOrDefault<string>("SELECT charger_id FROM charger LIMIT 1") != null,
            Doubt = ReadDoubt(connection),
            Acceptance = Acceptances(connection).FirstOrDefault(),
        };
    }

    /// <summary>The doubt of the bridge on this machine; null without one.</summary>
    public StoredDoubt? ReadDoubt()
    {
        using DbConnection connection = _database.Open();
        return ReadDoubt(connection);
    }

    /// <summary>Keeps the doubt of the bridge on this machine, or, with none, that there is none any more.</summary>
    public void Write(StoredDoubt? doubt)
    {
        _database.Write(connection =>
        {
            connection.Execute("DELETE FROM clock_doubt WHERE machine = @machine", new { machine = _machine });
            return doubt == null
                ? 0
                : connection.Execute(
                    "INSERT INTO clock_doubt (machine, reason, since_utc_ms, steady_utc_ms, machine_utc_ms) "
                        + "VALUES (@machine, @Reason, @SinceUtcMs, @SteadyUtcMs, @MachineUtcMs)",
                    new
                    {
                        machine = _machine,
                        doubt.Reason,
                        doubt.SinceUtcMs,
                        doubt.SteadyUtcMs,
                        doubt.MachineUtcMs,
                    });
        });
    }

    /// <summary>Keeps that an operator has said that this machine's clock is right, at an instant by that clock (unix ms).</summary>
    public void Accept(string by, long toldUtcMs)
    {
        _database.Write(connection => connection.Execute(
            """
            INSERT INTO clock_acceptance (acceptance_id, machine, told_utc_ms, newest_utc_ms, accepted_by)
            SELECT COALESCE(MAX(acceptance_id), 0) + 1, @machine, @toldUtcMs, @newestUtcMs, @by FROM clock_acceptance
            """,
            new
            {
                machine = _machine,
                toldUtcMs,
                newestUtcMs = NewestUtcMs(connection) ?? 0,
                by,
            }));
    }

    /// <summary>What operators have said of this machine's clock, newest first.</summary>
    public IReadOnlyList<ClockAcceptance> Acceptances()
    {
        using DbConnection connection = _database.Open();
        return Acceptances(connection);
    }

    // Numbers are given only while the clock is believed, so these are the times that were right. A row that somebody damaged is none.
    private static long? NewestUtcMs(DbConnection connection)
    {
        return connection.ExecuteScalar<long?>(
            """
            SELECT MAX(newest_utc_ms) FROM (
                SELECT MAX(issued_utc_ms) AS newest_utc_ms FROM bill WHERE issued_utc_ms BETWEEN 1 AND @UtcMsMax
                UNION ALL SELECT MAX(issued_utc_ms) FROM statement WHERE issued_utc_ms BETWEEN 1 AND @UtcMsMax
            ) AS documents
            """,
            new { UtcMsMax });
    }

    private StoredDoubt? ReadDoubt(DbConnection connection)
    {
        return connection
            .ReadRows<DoubtRow, StoredDoubt>(
                "clock_doubt",
                "Machine",
                "SELECT machine AS Machine, reason AS Reason, since_utc_ms AS SinceUtcMs, steady_utc_ms AS SteadyUtcMs, "
                    + "machine_utc_ms AS MachineUtcMs FROM clock_doubt WHERE machine = @machine",
                new { machine = _machine },
                row => row.Read())
            .FirstOrDefault();
    }

    private List<ClockAcceptance> Acceptances(DbConnection connection)
    {
        return connection.ReadRows<AcceptanceRow, ClockAcceptance>(
            "clock_acceptance",
            "Id",
            "SELECT acceptance_id AS Id, told_utc_ms AS ToldUtcMs, newest_utc_ms AS NewestUtcMs, accepted_by AS AcceptedBy "
                + "FROM clock_acceptance WHERE machine = @machine ORDER BY acceptance_id DESC LIMIT @AcceptancesShown",
            new { machine = _machine, AcceptancesShown },
            row => row.Read());
    }

    private static long Checked(long utcMs)
    {
        return utcMs is >= 0 and <= UtcMsMax ? utcMs : throw new FormatException($"{utcMs} is no time of this century");
    }

    private sealed record DoubtRow
    {
        public string Reason { get; init; } = "";

        public long SinceUtcMs { get; init; }

        public long SteadyUtcMs { get; init; }

        public long MachineUtcMs { get; init; }

        public StoredDoubt Read()
        {
            return new StoredDoubt(Reason, Checked(SinceUtcMs), Checked(SteadyUtcMs), Checked(MachineUtcMs));
        }
    }

    private sealed record AcceptanceRow
    {
        public long ToldUtcMs { get; init; }

        public long NewestUtcMs { get; init; }

        public string AcceptedBy { get; init; } = "";

        public ClockAcceptance Read()
        {
            return new ClockAcceptance(Checked(ToldUtcMs), NewestUtcMs, AcceptedBy);
        }
    }
}
